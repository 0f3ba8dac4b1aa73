"""A power loss at every point of a run: what was not synced is kept, cut, zeroed or absent."""
import json, os, re, shutil

import bench

CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")


def run(count, quick, chance):
    if not bench.need("strace", "strace"):
        return count.fail("wrong", "strace is not here: apt-get install strace")
    batch = b"".join(b'{"from":"x","for":"P %d <p%d@example.org>","service":"food"}\n' % (n, n) for n in range(3))
    scenarios = [
        ("init", None, ["init", "."], b""),
        ("submit", "sound", ["submit", "--from", "x", "--for", "Al <al@example.org>", "--service", "food"], b""),
        ("a new segment", "sound", ["submit", "--from", "x", "--for-id", "1", "--service", "food"], b"new"),
        ("the first person", "nobody", ["submit", "--from", "x", "--for", "Al <al@example.org>", "--service", "food"], b""),
        ("batch", "sound", ["submit", "--stdin"], batch),
        ("forget", "sound", ["forget", "Jo Park"], b""),
        ("repair", "damaged", ["repair"], b""),
    ]
    with bench.Folder() as folder:
        sound = os.path.join(folder, "sound")
        bench.ledger(sound)
        shutil.copytree(sound, os.path.join(folder, "damaged"))
        segment = os.listdir(os.path.join(sound, "events"))[0]
        with open(os.path.join(folder, "damaged", "events", segment), "ab") as file:
            file.write(b"<<<<<<< HEAD\n\0\0\n")
        nobody = os.path.join(folder, "nobody")
        bench.run(["init", nobody], check=True)
        for name, template, words, stdin in scenarios:
            scenario(count, folder, segment.split(".")[0], name, template, words, stdin, quick)


def scenario(count, folder, writer, name, template, words, stdin, quick):
    place = os.path.join(folder, "run")
    shutil.rmtree(place, ignore_errors=True)
    if template:
        shutil.copytree(os.path.join(folder, template), place)
        shutil.rmtree(os.path.join(place, ".referral", "clone"), ignore_errors=True)
    else:
        os.mkdir(place)
    known = bench.events(place)[1] if template else []
    before = {path: data for path, data in contents(place)}
    trace = os.path.join(folder, "trace")
    more = {"REFERRAL_WRITER": "fresh" if stdin == b"new" else writer} if template != "nobody" and template else {}
    status, _, err = bench.run(["-C", place, *words] if template else words, where=place, stdin=b"" if stdin == b"new" else stdin,
                               wrap=["strace", "-f", "-xx", "-s", "1000000", "-o", trace, "-e",
                                     "trace=openat,read,write,fsync,fdatasync,rename,link,ftruncate,unlink,mkdir,close"], **more)
    if status != 0:
        return count.fail("wrong", f"{name}: a clean run exits {status}: {err.decode()}")
    after = bench.events(place)[1]
    added = [event for event in after if event not in known]
    machine = Machine(place, before)
    acknowledged = False
    for call, arguments, result in operations(trace):
        if call == "write" and arguments[0] == 1:
            acknowledged = True
        if not machine.take(call, arguments, result):
            continue
        for label, files in machine.variants():
            check(count, folder, f"{name}, after {call} number {machine.number}, {label}", files, known, added if acknowledged else [])
    for label, files in machine.variants():
        check(count, folder, f"{name}, done, {label}", files, known, added, isDone=True)


def contents(place):
    for folder, _, files in os.walk(place):
        for name in files:
            path = os.path.join(folder, name)
            yield os.path.relpath(path, place), open(path, "rb").read()
        yield os.path.relpath(folder, place), None


def operations(trace):
    for line in open(trace, errors="replace"):
        match = CALL.match(line)
        if not match or int(match[3]) < 0:
            continue
        yield match[1], arguments(match[2]), int(match[3])


def arguments(text):
    found = []
    for part in re.findall(r'"((?:\\x[0-9a-f]{2})*)"|([^",]+)', text):
        if part[1]:
            word = part[1].strip()
            if word:
                found.append(int(word) if re.fullmatch(r"-?\d+", word) else word)
        else:
            found.append(bytes.fromhex(part[0].replace("\\x", "")))
    return found


class Inode:
    def __init__(self, data=b""):
        self.durable = self.data = data
        self.last = None


class Machine:
    """A file system in which nothing is sure before it is synced."""

    def __init__(self, place, before):
        self.place = os.path.realpath(place)
        self.entries = {path: Inode(data) for path, data in before.items() if data is not None}
        self.durable = dict(self.entries)
        self.open, self.number = {}, 0

    def path(self, typed):
        path = os.path.normpath(os.path.join(self.place, os.fsdecode(typed)))
        return os.path.relpath(path, self.place) if path.startswith(self.place) else None

    def take(self, call, words, result):
        """Does an operation; whether it may matter to what a power loss leaves."""
        self.number += 1
        if call == "openat":
            path, flags = self.path(words[1]), str(words[2])
            self.open[result] = (path, "O_APPEND" in flags)
            if path is None or "O_DIRECTORY" in flags:
                return False
            if "O_CREAT" in flags and path not in self.entries:
                self.entries[path] = Inode()
                return True
            if "O_TRUNC" in flags and path in self.entries:
                self.entries[path].data, self.entries[path].last = b"", None
                return True
            return False
        if call in ("write", "ftruncate", "fsync", "fdatasync"):
            path = self.open.get(words[0], (None,))[0]
            if path is None:
                return False
            inode = self.entries.get(path)
            if call == "write" and inode:
                inode.last = (len(inode.data), words[1])
                inode.data += words[1]
            elif call == "ftruncate" and inode:
                inode.data = inode.data[:words[1]]
            elif inode:
                inode.durable, inode.last = inode.data, None
            else:  # a directory: its entries are sure now
                for name in set(self.entries) | set(self.durable):
                    if os.path.dirname(name) == ("" if path == "." else path):
                        if name in self.entries:
                            self.durable[name] = self.entries[name]
                        else:
                            self.durable.pop(name, None)
            return True
        if call == "rename":
            old, new = self.path(words[0]), self.path(words[1])
            if old in self.entries and new:
                self.entries[new] = self.entries.pop(old)
            return True
        if call == "link":
            old, new = self.path(words[0]), self.path(words[1])
            if old in self.entries and new:
                self.entries[new] = self.entries[old]
            return True
        if call == "unlink":
            self.entries.pop(self.path(words[0]), None)
            return True
        return False

    def variants(self):
        """What a power loss may leave now: entries sure or all, bytes sure, all, cut, or zeroes."""
        for entries, label in ((self.durable, "entries lost"), (self.entries, "entries kept")):
            yield f"{label}, bytes lost", {path: inode.durable for path, inode in entries.items()}
            yield f"{label}, bytes kept", {path: inode.data for path, inode in entries.items()}
            if any(inode.last for inode in entries.values()):
                yield f"{label}, bytes cut", {path: self.cut(inode, b"") for path, inode in entries.items()}
                yield f"{label}, bytes zero", {path: self.cut(inode, None) for path, inode in entries.items()}

    @staticmethod
    def cut(inode, rest):
        if not inode.last:
            return inode.data
        start, written = inode.last
        half = len(written) // 2
        return inode.data[:start + half] + (b"\0" * (len(written) - half) if rest is None else rest)


def check(count, folder, what, files, known, acknowledged, isDone=False):
    count.case(what)
    place = os.path.join(folder, "after")
    shutil.rmtree(place, ignore_errors=True)
    for path in ("events", ".referral"):
        os.makedirs(os.path.join(place, path))
    for path, data in files.items():
        os.makedirs(os.path.dirname(os.path.join(place, path)), exist_ok=True)
        with open(os.path.join(place, path), "wb") as file:
            file.write(data)
    if "referral.yaml" not in files:
        if isDone or acknowledged:
            count.fail("lost", f"{what}: acknowledged, and there is no ledger")
        return
    status, found, err = bench.events(place)
    if status != 0 or bench.crashed(status, err):
        return count.fail("wrong", f"{what}: log exits {status}: {err[:200]}")
    for event in known + acknowledged:
        if event not in found:
            count.fail("lost", f"{what}: {event} is gone")
    count.acknowledged += len(acknowledged)
    if found:
        status, _, err = bench.run(["-C", place, "submit", "--from", "x", "--for-id", "z", "--service", "s"])
        if status != 0:
            count.fail("wrong", f"{what}: the next append exits {status}: {err[:200]}")
