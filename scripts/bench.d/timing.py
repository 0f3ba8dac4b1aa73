"""Runs one command and says how long it took and how much memory it held."""
import dataclasses, os, subprocess, tempfile, time
from collections.abc import Callable


@dataclasses.dataclass
class Contender:
    name: str
    command: list                                                 # words, or one string for the shell
    answer: Callable | None = None                                # what to compare, of its output
    before: Callable | None = None                                # puts things back; is not timed
    where: str | None = None
    input: str | None = None                                      # a file


def timed(contender):
    """Seconds of wall time, peak resident KiB, and what it printed."""
    if contender.before:
        contender.before()
    shell = isinstance(contender.command, str)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors, open(contender.input or os.devnull) as given:
        began = time.perf_counter()
        process = subprocess.Popen(contender.command, shell=shell, cwd=contender.where, stdin=given, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            output.seek(0)
            said = (errors.read(500) + output.read(500)).decode(errors="replace")
            raise SystemExit(f"{contender.name}: exit status {process.returncode}: {said}")
        output.seek(0)
        return seconds, usage.ru_maxrss, output.read()
