#!/usr/bin/env python3
"""Runs a command on a terminal of its own and prints what it wrote there.

    terminal.py [NAME=VALUE…] COMMAND [ARG…]     24 lines of 80 columns
"""
import os, pty, struct, sys, fcntl, termios

words = sys.argv[1:]
environment = dict(os.environ, TERM="xterm")
environment.pop("COLUMNS", None)
while "=" in words[0]:
    name, value = words.pop(0).split("=", 1)
    environment[name] = value
pid, master = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.execvpe(words[0], words, environment)
while True:
    try:
        data = os.read(master, 65536)
    except OSError:
        break
    if not data:
        break
    sys.stdout.buffer.write(data.replace(b"\r\n", b"\n"))
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
