#!/usr/bin/env python3
"""Runs the commands of a README's console blocks and compares what they print, byte for byte.

    console.py README.md            prints what differs; exit status 1 if anything does
    RECORD=1 console.py README.md   writes what they print into the README instead

A block begins with ```console; in it a line after `$ ` is a command, what follows is its output.
Variables come from lines of the README that begin with `export `.
"""
import os, subprocess, sys


def blocks(lines):
    """(first line, line after the last) of what stands inside each console block."""
    start = None
    for number, line in enumerate(lines):
        if start is None and line == "```console":
            start = number + 1
        elif start is not None and line == "```":
            yield start, number
            start = None


def variables(lines):
    words = [word for line in lines if line.startswith("export ") for word in line.split()[1:]]
    return {**os.environ, **dict(word.split("=", 1) for word in words)}


def run(block, where, environment):
    fresh = []
    for line in block:
        if line.startswith("$ "):
            result = subprocess.run(["bash", "-c", line[2:]], cwd=where, stdout=subprocess.PIPE,
                                    stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL,
                                    env=environment)
            fresh += [line] + result.stdout.splitlines()
    return fresh


def main():
    path = sys.argv[1]
    lines = open(path, encoding="utf-8").read().split("\n")
    differing = 0
    for start, end in reversed(list(blocks(lines))):
        fresh = run(lines[start:end], os.path.dirname(os.path.abspath(path)), variables(lines))
        if fresh == lines[start:end]:
            continue
        if os.environ.get("RECORD"):
            lines[start:end] = fresh
            continue
        differing += 1
        print(f"{path}:{start + 1}: this block prints something else:")
        print("\n".join("    " + line for line in fresh))
    if os.environ.get("RECORD"):
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
    sys.exit(1 if differing else 0)


main()
