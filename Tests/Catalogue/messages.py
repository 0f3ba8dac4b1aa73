#!/usr/bin/env python3
"""Every message that a person can meet, as the sources have it, held against its catalogue.

    messages.py list                 the templates, one a line: FILE:LINE TAB TEMPLATE
    messages.py check PAGE LOG       each template has an entry in the manual page and was seen in LOG

A template is a message with `…` for each part that depends on the case.  LOG holds what commands
said on standard error, one message a line.
"""
import os, re, sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
CALLS = re.compile(r"\b(Failure|ProgrammeFault|JSONFault|CSVFault|warn|addOnce|self\.init)\(")
# Messages that are not written where they are thrown: what is kept as a warning, and a helper's.
KEPT = re.compile(r"\.warning =\s*|message:\s*(?=\")|func unknown\([^{]*\{\s*")
HOLE = "…"


def literal(source, at):
    """The string literal that begins at a quote: its template and where it ends."""
    text, at = "", at + 1
    while source[at] != '"':
        if source.startswith("\\(", at):
            at = closing(source, at + 1) + 1
            text += HOLE
        elif source[at] == "\\":
            text += {"n": "\n", "t": "\t"}.get(source[at + 1], source[at + 1])
            at += 2
        else:
            text += source[at]
            at += 1
    return text, at + 1


def closing(source, at):
    """Where the bracket ends that opens at a place."""
    depth = 0
    while True:
        character = source[at]
        if character == '"':
            at = literal(source, at)[1]
            continue
        if character in "([{":
            depth += 1
        if character in ")]}":
            depth -= 1
            if depth == 0:
                return at
        at += 1


def arguments(source, start, end):
    """The arguments between two brackets, split at commas of their own level."""
    part, at = start, start
    while at < end:
        if source[at] == '"':
            at = literal(source, at)[1]
        elif source[at] in "([{":
            at = closing(source, at) + 1
        elif source[at] == ",":
            yield source[part:at]
            part = at = at + 1
        else:
            at += 1
    yield source[part:end]


def templates(expression):
    """The templates that a message's expression can come to: literals, joined by +, or a choice."""
    pieces, at, choice = [""], 0, False
    depth_free = ""
    while at < len(expression):
        character = expression[at]
        label = re.compile(r"\w+:\s*(?=\")").match(expression, at)
        if label and not expression[at - 1:at].isalnum():
            at = label.end()
        elif character == '"':
            text, at = literal(expression, at)
            pieces[-1] += text
        elif character in "([{":
            inner = expression[at + 1:closing(expression, at)]
            pieces[-1] += HOLE if pieces[-1] or depth_free.strip() else HOLE
            at = closing(expression, at) + 1
        elif character in "?:" and expression[at - 1] == " ":
            pieces.append("")
            at += 1
            choice = True
        else:
            if character.isalnum() and not pieces[-1].endswith(HOLE):
                pieces[-1] += HOLE
            at += 1
    pieces = [re.sub(f"{HOLE}+", HOLE, piece) for piece in pieces]
    return [piece for piece in pieces if len(piece.replace(HOLE, "").strip()) > 7]


def catalogue():
    found = {}
    for folder, _, files in os.walk(os.path.join(ROOT, "Sources")):
        for name in sorted(files):
            path = os.path.join(folder, name)
            if not name.endswith(".swift"):
                continue
            source = re.sub(r"^\s*//.*$", lambda m: " " * len(m[0]), open(path, encoding="utf-8").read(), flags=re.M)
            for call in CALLS.finditer(source):
                if call[1] == "self.init" and "Failure" not in name and "extension Failure" not in source:
                    continue
                opening = call.end() - 1
                for argument in arguments(source, opening + 1, closing(source, opening)):
                    if '"' not in argument or argument.lstrip().startswith(("case", "if")):
                        continue
                    for template in templates(argument):
                        line = source.count("\n", 0, call.start()) + 1
                        found.setdefault(template, f"{os.path.relpath(path, ROOT)}:{line}")
            for kept in KEPT.finditer(source):
                statement = re.match(r".*(?:\n\s*\+.*)*", source[kept.end():])[0]
                for template in templates(statement):
                    line = source.count("\n", 0, kept.start()) + 1
                    found.setdefault(template, f"{os.path.relpath(path, ROOT)}:{line}")
    return found


# What no test can bring about, each with the reason.
UNSEEN = {
    "the command line cannot be read: allow more open files, see ulimit -n": "`faults` has it, in a static build",
    "\"…\" stands twice in …": "the YAML reader refuses it first",
    "not YAML": "the YAML reader says what is wrong",
    "an alias has no place in a programme": "the YAML reader resolves aliases itself",
    "an unforeseen fault: please report it with the command": "nothing throws what has no words",
    "…: check who owns it and its mode": "root may do everything; `refusals` has it for others",
    "recorded, and what this machine holds is not deleted yet: …": "needs a disk that fails between two calls",
}


def pattern(template):
    """A template as an expression for a line of messages: a whole message, or one within another."""
    stable = re.sub(r"R-[0-9A-Z]{10}", "R-REF", template)
    body = ".*?".join(re.escape(part) for part in stable.split(HOLE))
    ends = '(?:"?$|: mend the file|: mend the line|; nothing was recorded)'
    return re.compile("(?:^|: |,\"?)" + body + ends, re.M)


def entries(page):
    """The messages that have an entry in a manual page, as templates."""
    for entry in re.findall(r'^\.It Sy "(.*)"$', page, flags=re.M):
        text = entry.replace('""', '"').replace("\\-", "-").replace("\\&", "").replace("\\e", "\\")
        yield text.replace("...", HOLE)


def main():
    found = catalogue()
    if sys.argv[1] == "list":
        for template, place in sorted(found.items(), key=lambda item: item[1]):
            print(f"{place}\t{template}")
        return
    page = open(sys.argv[2], encoding="utf-8").read()
    said = open(sys.argv[3], encoding="utf-8").read().replace('""', '"')
    known = set(entries(page))
    for template, place in sorted(found.items(), key=lambda item: item[1]):
        if template not in known:
            print(f"{place}: no entry in the manual page: {template}")
        if template not in UNSEEN and not pattern(template).search(said):
            print(f"{place}: never met: {template}")
    for entry in sorted(known - set(found)):
        print(f"the manual page has what nothing says: {entry}")


main()
