#!/usr/bin/env python3
"""Compares what the json target accepts with what Python's reader does, input by input.

    differential.py FUZZ-JSON CORPUS

Both must refuse a key that stands twice and half of a surrogate pair, which RFC 8259 leaves open.
"""
import json, os, subprocess, sys


def pairs(found):
    if len({key for key, _ in found}) != len(found):
        raise ValueError("a key stands twice")
    return dict(found)


def refuse(word):
    raise ValueError(word)


def accepts(data, depth=128):
    try:
        text = data.decode("utf-8")
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=refuse)
        json.dumps(value, ensure_ascii=False).encode("utf-8")   # half a surrogate pair is refused here
    except (ValueError, RecursionError):
        return False
    level = deepest = 0
    inside = escaped = False
    for character in text:
        if inside:
            inside, escaped = not (character == '"' and not escaped), character == "\\" and not escaped
        elif character == '"':
            inside = True
        elif character in "[{":
            level += 1
            deepest = max(deepest, level)
        elif character in "]}":
            level -= 1
    return deepest <= depth


tool, corpus = sys.argv[1:]
files = [os.path.join(corpus, name) for name in sorted(os.listdir(corpus))]
differing = accepted = 0
for start in range(0, len(files), 200):
    batch = files[start:start + 200]
    out = subprocess.run([tool, *batch], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ, FUZZ_SAY="1")).stdout
    # libFuzzer tries the empty input before the first.
    words = [word for word in out.decode().split() if word in ("accepts", "refuses")][-len(batch):]
    for path, word in zip(batch, words):
        ours, theirs = word == "accepts", accepts(open(path, "rb").read())
        accepted += ours
        if ours != theirs:
            differing += 1
            print(f"{path}: we {word}, python3 {'accepts' if theirs else 'refuses'}")
print(f"{len(files)} inputs, {accepted} accepted, {differing} differing")
sys.exit(1 if differing else 0)
