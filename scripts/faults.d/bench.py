"""What every group of faults stands on: the tool, ledgers to break, and the count of what came of it."""
import json, os, shutil, signal, subprocess, sys, tempfile

BINARY = None
ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "LC_ALL": "C", "REFERRAL_ACTOR": "ana"}


def build(flags=(), name="faults"):
    """A static release build in a folder of its own."""
    scratch = os.path.join(ROOT, f".build-{name}")
    command = ["swift", "build", "-c", "release", "--product", "referral", "--scratch-path", scratch,
               "-Xswiftc", "-static-executable", *flags]
    print("building …", flush=True)
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode != 0:
        sys.exit(result.stdout.decode(errors="replace"))
    return os.path.join(scratch, "release", "referral")


def need(program, package):
    """Whether a program is here, installed if that is possible."""
    if shutil.which(program):
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        # A new machine has no list of packages yet.
        for words in (["update", "-qq"], ["install", "-y", "-qq", package]):
            subprocess.run(["apt-get", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return shutil.which(program) is not None


class Count:
    """What a group did and found."""

    def __init__(self, name, quiet=False):
        self.name, self.quiet = name, quiet
        self.traced = self.hit = self.cases = self.acknowledged = self.lost = self.undetected = self.wrong = 0
        self.first = ""

    def case(self, text):
        self.cases += 1
        if not self.quiet and os.environ.get("VERBOSE"):
            print(f"  {text}")

    def fail(self, kind, text):
        """Notes that something was lost, went undetected, or is wrong in another way."""
        setattr(self, kind, getattr(self, kind) + 1)
        self.first = self.first or f"{kind}: {text}"
        if not self.quiet:
            print(f"  {kind.upper()}: {text}", flush=True)

    def add(self, other):
        for key in ("traced", "hit", "cases", "acknowledged", "lost", "undetected", "wrong"):
            setattr(self, key, getattr(self, key) + getattr(other, key))

    def isGood(self):
        return (self.lost, self.undetected, self.wrong) == (0, 0, 0) and self.traced == self.hit and self.cases > 0 \
            and self.acknowledged > 0

    def line(self):
        calls = f"{self.traced} calls in the clean traces, {self.hit} hit, " if self.traced else ""
        return (f"{self.name}: {calls}{self.cases} cases, {self.acknowledged} acknowledged, {self.lost} lost, "
                f"{self.undetected} undetected, {self.wrong} wrong")


def environment(**more):
    known = dict(ENVIRONMENT)
    for name in ("REFERRAL_WITHOUT",):
        if name in os.environ:
            known[name] = os.environ[name]
    known.update(more)
    return known


def run(arguments, where=None, wrap=(), stdin=None, timeout=60, check=False, **more):
    """Runs the tool; its status, standard output and standard error as bytes."""
    result = subprocess.run([*wrap, BINARY, *arguments], cwd=where, input=stdin if stdin is not None else b"",
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout, env=environment(**more))
    if check and result.returncode != 0:
        raise RuntimeError(f"{arguments}: {result.returncode}: {result.stderr.decode(errors='replace')}")
    return result.returncode, result.stdout, result.stderr


def ledger(directory, events=2):
    """A small sound ledger with a referral and some notes; returns the referral."""
    run(["init", directory, "--name", "faults"], check=True)
    _, out, _ = run(["-C", directory, "submit", "--from", "clinic", "--for", "Jo Park <jo@example.org>", "--service", "food"], check=True)
    ref = out.decode().strip()
    for number in range(events):
        run(["-C", directory, "note", ref, f"note {number}"], check=True)
    return ref


def events(directory):
    """The ids of all events, and what standard error said."""
    status, out, err = run(["-C", directory, "log", "--format", "ndjson"])
    return status, [json.loads(line)["id"] for line in out.splitlines()], err


def crashed(status, err):
    """Whether a run ended as no run may: by a trap, or with words of the language."""
    return status < 0 and -status in (signal.SIGILL, signal.SIGTRAP, signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS) \
        or b"Fatal error" in err or b"Swift." in err


class Folder:
    """A fresh directory that is gone in the end."""

    def __init__(self, base=None):
        self.base = base

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="referral-faults-", dir=self.base)
        return self.path

    def __exit__(self, *_):
        subprocess.run(["chmod", "-R", "u+rwX", self.path], stderr=subprocess.DEVNULL)
        shutil.rmtree(self.path, ignore_errors=True)


def stood(directory):
    """What a command finds: the events, and the file of people."""
    try:
        with open(os.path.join(directory, "people.jsonl"), "rb") as file:
            people = file.read()
    except FileNotFoundError:
        people = b""
    return events(directory)[1], people


def leftovers(directory):
    """Temporary files that a finished run should not leave."""
    found = []
    for folder, _, files in os.walk(directory):
        found += [os.path.join(folder, name) for name in files if name.endswith(".new") or name == "batch"]
    return found
