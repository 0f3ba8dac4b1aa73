"""Every system call of an append, a batch and a repair: killed at it, and failing at it."""
import os, re, shutil, subprocess

import bench

# The calls that can fail with these: those on files. Start-up belongs to the loader.
ERRORS = {"openat": ["EIO", "ENOSPC", "EINTR"], "read": ["EIO", "EINTR"], "write": ["ENOSPC", "EIO", "EDQUOT", "EINTR"],
          "newfstatat": ["EIO"], "fstat": ["EIO"], "ftruncate": ["EIO", "EINTR"], "fdatasync": ["EIO", "ENOSPC", "EINTR"],
          "fsync": ["EIO", "EINTR"], "rename": ["EIO", "ENOSPC", "EDQUOT"],
          "link": ["EIO", "ENOSPC", "EPERM", "EEXIST"], "fcntl": ["EMFILE"], "mkdir": ["ENOSPC", "EDQUOT"],
          "unlink": ["EIO"], "flock": ["EINTR", "EIO"], "getdents64": ["EIO"], "close": ["EIO", "EINTR"]}
BATCH = b"".join(b'{"from":"x","for":"P %d <p%d@example.org>","service":"food","key":"%d"}\n' % (n, n, n) for n in range(3))


def run(count, quick, chance):
    if not bench.need("strace", "strace"):
        return count.fail("wrong", "strace is not here: apt-get install strace")
    with bench.Folder() as folder:
        sound = os.path.join(folder, "sound")
        ref = bench.ledger(sound)
        known = bench.events(sound)[1]
        damaged = os.path.join(folder, "damaged")
        shutil.copytree(sound, damaged)
        segment = next(name for name in os.listdir(os.path.join(damaged, "events")))
        with open(os.path.join(damaged, "events", segment), "ab") as file:
            file.write(b"<<<<<<< HEAD\n\0\0\0\n{\"half\n")
        scenarios = [
            ("submit", sound, ["submit", "--from", "x", "--for", "Al <al@example.org>", "--service", "food", "--key", "k"], b""),
            ("note", sound, ["note", ref, "a word", "--once", "w"], b""),
            ("batch", sound, ["submit", "--stdin", "--format", "ndjson"], BATCH),
            ("repair", damaged, ["repair"], b""),
        ]
        for name, template, words, stdin in scenarios:
            scenario(count, folder, name, template, words, stdin, known, 6 if quick else 1, chance)


def scenario(count, folder, name, template, words, stdin, known, step, chance):
    trace = os.path.join(folder, "trace")
    place = fresh(folder, template)
    status, out, err = bench.run(["-C", place, *words], wrap=["strace", "-f", "-o", trace], stdin=stdin, REFERRAL_WRITER="w")
    if status != 0:
        return count.fail("wrong", f"{name}: a clean run exits {status}: {err.decode()}")
    calls = {}
    began = False
    order = []
    for line in open(trace, errors="replace"):
        match = re.match(r"\d+ +(\w+)\(", line)
        if match:
            calls[match[1]] = calls.get(match[1], 0) + 1
            began = began or "referral.yaml" in line
            order.append((match[1], calls[match[1]], began))
    count.traced += len(order)
    for index, (call, number, isOurs) in enumerate(order):
        count.hit += 1
        if index % step and step > 1:
            continue
        inject(count, folder, name, template, words, stdin, known, call, number, "signal=KILL")
        if isOurs:
            for error in ERRORS.get(call, []):
                inject(count, folder, name, template, words, stdin, known, call, number, f"error={error}")


def fresh(folder, template):
    place = os.path.join(folder, "case")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)
    return place


def inject(count, folder, name, template, words, stdin, known, call, number, fault):
    what = f"{name}, {call} number {number}, {fault}"
    count.case(what)
    place = fresh(folder, template)
    status, out, err = bench.run(
        ["-C", place, *words], stdin=stdin, REFERRAL_WRITER="w",
        wrap=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}"])
    isKilled = "KILL" in fault
    if bench.crashed(status, err) or (b"referral:" not in err and status not in (0, -9, 137) and not isKilled):
        return count.fail("wrong", f"{what}: exits {status}: {err[:300]}")
    after, people = bench.stood(place)
    if [event for event in known if event not in after]:
        return count.fail("lost", f"{what}: an event that was there is gone")
    added = len(after) - len(known)
    if added == 0 and not isKilled and b"outcome unknown" not in err and people != bench.stood(template)[1]:
        return count.fail("wrong", f"{what}: nothing was recorded, and people.jsonl is not as it was")
    whole = 3 if name == "batch" else 0 if name == "repair" else 1
    if added not in (0, whole):
        return count.fail("wrong", f"{what}: {added} of {whole} events are there")
    if out.strip() and not isKilled and name != "repair" and added == 0 and status == 0:
        return count.fail("lost", f"{what}: acknowledged, and not there")
    if status == 0 and name in ("submit", "note", "batch"):
        count.acknowledged += whole
        if added != whole:
            return count.fail("lost", f"{what}: exits 0, and the event is not there")
    elif not isKilled and added and b"outcome unknown" not in err and b"recorded as" not in err:
        return count.fail("wrong", f"{what}: exits {status} and has recorded: {err[:200]}")
    # The same command again brings it about, once.
    again, _, err = bench.run(["-C", place, *words], stdin=stdin, REFERRAL_WRITER="w")
    after = bench.events(place)[1]
    if again != 0 or len(after) - len(known) != whole:
        return count.fail("wrong", f"{what}: repeated, exits {again} with {len(after) - len(known)} events: {err[:200]}")
    for left in bench.leftovers(place):
        count.fail("wrong", f"{what}: repeated, {left} is left")
    sound, out, _ = bench.run(["-C", place, "verify"])
    if sound != 0 and name != "repair" and not only_torn(out):
        return count.fail("wrong", f"{what}: not sound afterwards: {out[:300]}")
    if sound != 0 and name == "repair":
        return count.fail("wrong", f"{what}: not sound after another repair: {out[:300]}")


def only_torn(out):
    """Whether all that verify finds is a write that was cut off, whose command did not succeed."""
    faults = [line for line in out.decode(errors="replace").splitlines() if line.startswith("events/")]
    return faults and all(": torn:" in line or ": not-json:" in line for line in faults)
