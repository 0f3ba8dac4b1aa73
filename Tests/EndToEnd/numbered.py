#!/usr/bin/env python3
"""Copies standard input with every id, name and hash numbered in the order of appearance."""
import re, sys

PATTERN = re.compile(r"R-[0-9A-Z]{10}|P-[0-9A-Z]{16}|\b0[0-9A-Z]{25}\b|\"[A-Za-z0-9_-]{43}\"|\b[A-Za-z0-9_-]{43}\b")
numbers = {}
for line in sys.stdin:
    sys.stdout.write(PATTERN.sub(lambda m: f"<{numbers.setdefault(m[0].strip(chr(34)), len(numbers) + 1)}>", line))
