"""Full disks, limits, closed streams, directories that may not be written, no descriptors left."""
import os, resource, shutil, subprocess, sys

import bench

BATCH = b"".join(b'{"from":"x","for":"Person %d <p%d@example.org>","service":"food"}\n' % (n, n) for n in range(40))


def run(count, quick, chance):
    limits(count)
    if os.geteuid() == 0:
        filesystem(count, 4 if quick else 40)
    streams(count)
    if os.geteuid() == 0 and shutil.which("setpriv"):
        permissions(count)
    descriptors(count)


def intact(count, what, place, before, status, err, whole):
    """After a command that may have failed: all or nothing, nothing lost, nobody's name left, sound, usable."""
    known, people = before
    count.case(what)
    if bench.crashed(status, err):
        return count.fail("wrong", f"{what}: exits {status}: {err[:200]}")
    after, named = bench.stood(place)
    if [event for event in known if event not in after]:
        count.fail("lost", f"{what}: an event that was there is gone")
    added = len(after) - len(known)
    if added not in (0, whole) or (status == 0) != (added == whole) and b"recorded as" not in err:
        count.fail("wrong", f"{what}: exits {status} with {added} of {whole} events: {err[:200]}")
    if added == 0 and named != people and b"outcome unknown" not in err:
        count.fail("wrong", f"{what}: nothing was recorded, and people.jsonl is not as it was")
    if status == 0:
        count.acknowledged += added
    sound, out, _ = bench.run(["-C", place, "verify"])
    if sound != 0:
        count.fail("wrong", f"{what}: not sound: {out[:300]}")
    for name in bench.leftovers(place):
        count.fail("wrong", f"{what}: {name} was left")


def limits(count):
    """A limit on the size of files, at every size from nothing to enough."""
    with bench.Folder() as folder:
        sound = os.path.join(folder, "sound")
        ref = bench.ledger(sound)
        before = bench.stood(sound)
        size = max(os.path.getsize(os.path.join(sound, "events", name)) for name in os.listdir(os.path.join(sound, "events")))
        # One whose words are private, one whose line in the log is long, and a batch.
        long = ["submit", "--from", "x", "--for", "Jo Park <jo@example.org>", "--service", "z", "--source", "y" * 600]
        for words, stdin, whole, most in ((["note", ref, "x" * 200], b"", 1, size + 600), (long, b"", 1, size + 1200),
                                          (["submit", "--stdin"], BATCH, 40, 16000)):
            for limit in range(0, most, most // 24):
                place = os.path.join(folder, "case")
                shutil.rmtree(place, ignore_errors=True)
                shutil.copytree(sound, place)
                status, out, err = limited(["-C", place, *words], stdin, limit)
                intact(count, f"{words[0]} with files of {limit} bytes at most", place, before, status, err, whole)


def limited(words, stdin, limit):
    def set_limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    result = subprocess.run([bench.BINARY, *words], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=bench.environment(), preexec_fn=set_limit)
    return result.returncode, result.stdout, result.stderr


def filesystem(count, rounds):
    """A file system of 64 KiB that is really full."""
    with bench.Folder() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], stderr=subprocess.DEVNULL)
        if mounted.returncode != 0:
            return
        try:
            place = os.path.join(folder, "ledger")
            ref = bench.ledger(place)
            full = 0
            while full < rounds:
                before = bench.stood(place)
                words, stdin, whole = (["note", ref, "y" * 300], b"", 1) if full % 2 == 0 else (["submit", "--stdin"], BATCH, 40)
                status, _, err = bench.run(["-C", place, *words], stdin=stdin)
                if status != 0:
                    full += 1
                intact(count, f"{words[0]} on a file system of 64 KiB", place, before, status, err, whole)
        finally:
            subprocess.run(["umount", folder])


def streams(count):
    """Standard output full or closed: the event stays, and standard error says so."""
    with bench.Folder() as folder:
        place = os.path.join(folder, "ledger")
        bench.ledger(place)
        for how in (">/dev/full", ">&-"):
            before = bench.stood(place)
            result = subprocess.run(["sh", "-c", f'exec "$0" -C "$1" submit --from x --for y --service z {how}', bench.BINARY, place],
                                    stderr=subprocess.PIPE, env=bench.environment())
            intact(count, f"submit {how}", place, before, result.returncode, result.stderr, 1)
            if result.returncode != 74 or b"recorded as R-" not in result.stderr:
                count.fail("wrong", f"submit {how}: exits {result.returncode}: {result.stderr[:200]}")
            result = subprocess.run(["sh", "-c", f'exec "$0" -C "$1" report {how}', bench.BINARY, place],
                                    stderr=subprocess.PIPE, env=bench.environment())
            count.case(f"report {how}")
            if result.returncode != 74:
                count.fail("wrong", f"report {how}: exits {result.returncode}")


def permissions(count):
    """Directories that may not be written: 77, and everything can still be read."""
    with bench.Folder() as folder:
        os.chmod(folder, 0o755)
        tool = os.path.join(folder, "referral")
        shutil.copy(bench.BINARY, tool)
        place = os.path.join(folder, "ledger")
        ref = bench.ledger(place)
        before = bench.stood(place)
        subprocess.run(["chmod", "-R", "a+rX,a-w", place], check=True)
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", tool, "-C", place]
        for words, wanted in ((["note", ref, "x"], 77), (["repair"], 77), (["status"], 0), (["report"], 0), (["verify"], 0)):
            result = subprocess.run([*nobody, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bench.environment())
            count.case(f"{words[0]} where nothing may be written")
            if result.returncode != wanted or bench.crashed(result.returncode, result.stderr):
                count.fail("wrong", f"{words[0]} where nothing may be written: exits {result.returncode}: {result.stderr[:200]}")
        if bench.stood(place) != before:
            count.fail("lost", "something changed where nothing may be written")


def descriptors(count):
    """Few descriptors: refused, or done."""
    with bench.Folder() as folder:
        place = os.path.join(folder, "ledger")
        ref = bench.ledger(place)
        for number in range(3, 12):
            before = bench.stood(place)
            result = subprocess.run(["bash", "-c", f'ulimit -n {number}; exec "$0" -C "$1" note "$2" x', bench.BINARY, place, ref],
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bench.environment())
            intact(count, f"note with {number} descriptors", place, before, result.returncode, result.stderr, 1)
