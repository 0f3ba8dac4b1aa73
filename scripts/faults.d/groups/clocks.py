"""Clocks far off, days that are short or long, locales, odd paths, a holder of the lock that stands still."""
import fcntl, json, os, shutil, signal, subprocess, time

import bench


def run(count, quick, chance):
    far(count)
    days(count)
    locales(count)
    paths(count)
    holders(count)


def far(count):
    """A clock far behind and ahead, in the year 9999 too: a build that libfaketime can reach."""
    if not bench.need("faketime", "faketime"):
        return count.fail("wrong", "faketime is not here: apt-get install faketime")
    subprocess.run(["swift", "build", "--product", "referral"], cwd=bench.ROOT, check=True, stdout=subprocess.DEVNULL)
    tool = os.path.join(bench.ROOT, ".build", "debug", "referral")
    with bench.Folder() as folder:
        place = os.path.join(folder, "ledger")
        ref = bench.ledger(place)
        for moment in ("2012-01-01 00:00:00", "2027-06-01 00:00:00", "1971-01-01 00:00:00", "2050-01-01 00:00:00", "9999-12-31 23:59:50"):
            what = f"a clock at {moment}"
            count.case(what)
            known = bench.events(place)[1]
            result = subprocess.run(["faketime", moment, tool, "-C", place, "note", ref, "x", "--format", "json"], stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, env=bench.environment())
            if bench.crashed(result.returncode, result.stderr) or result.returncode != 0:
                count.fail("wrong", f"{what}: exits {result.returncode}: {result.stderr[:200]}")
                continue
            after = bench.events(place)[1]
            if after[:len(known)] != known or len(after) != len(known) + 1:
                count.fail("wrong", f"{what}: the event does not sort after all that was there")
            count.acknowledged += 1
            status, out, err = bench.run(["-C", place, "note", ref, "and now", "--format", "json"])
            if status != 0:
                count.fail("wrong", f"after {what}: exits {status}: {err[:200]}")
            for words in (["status"], ["report"], ["verify"]):
                status, _, err = bench.run(["-C", place, *words])
                if status != 0:
                    count.fail("wrong", f"after {what}: {words[0]} exits {status}: {err[:200]}")


def days(count):
    """Days of 23 and 25 hours, and the day that a zone left out."""
    with bench.Folder() as folder:
        for zone, day in (("Europe/London", "2026-03-29"), ("Europe/London", "2025-10-26"), ("America/New_York", "2026-03-08"),
                          ("Pacific/Apia", "2011-12-30"), ("Africa/Cairo", "2026-04-24"), ("Asia/Kathmandu", "2026-01-01")):
            count.case(f"{day} in {zone}")
            place = os.path.join(folder, zone.replace("/", "-") + day)
            bench.run(["init", place], check=True)
            path = os.path.join(place, "referral.yaml")
            text = open(path).read().replace("timezone: UTC", f"timezone: {zone}")
            open(path, "w").write(text)
            status, out, err = bench.run(["-C", place, "submit", "--from", "x", "--for-id", "1", "--service", "s", "--time", day])
            if status != 0 and zone != "Pacific/Apia" or bench.crashed(status, err):
                count.fail("wrong", f"{day} in {zone}: exits {status}: {err[:200]}")
            for words in (["report", "--since", day, "--until", day, "--format", "json"], ["report", "--as-of", day], ["status", "--since", day]):
                status, out, err = bench.run(["-C", place, *words])
                if status != 0:
                    count.fail("wrong", f"{words} in {zone}: exits {status}: {err[:200]}")
                if "--format" in words and zone != "Pacific/Apia" and json.loads(out)["metrics"]["submitted"]["value"] != 1:
                    count.fail("wrong", f"{day} in {zone} does not hold what was recorded on it")
            count.acknowledged += 1


def locales(count):
    """What machines read is the same in every locale."""
    with bench.Folder() as folder:
        place = os.path.join(folder, "ledger")
        bench.ledger(place)
        words = ["-C", place, "--now", "2027-01-01T00:00:00Z", "report", "--format", "json"]
        wanted = bench.run(words)[1]
        for locale in ("C", "en_US.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "ja_JP.eucJP", "nonsense"):
            count.case(f"locale {locale}")
            if bench.run(words, LC_ALL=locale, LANG=locale)[1] != wanted:
                count.fail("wrong", f"a report differs in locale {locale}")


def paths(count):
    """Directories with names that are easy to get wrong."""
    with bench.Folder() as folder:
        for name in ("with space", "new\nline", "-dash", "--format", "ünïcödé", "quote'\"", "$(touch pwned)", "*", "a" * 200):
            count.case(f"a directory called {name[:20]!r}")
            place = os.path.join(folder, name)
            ref = bench.ledger(place)
            status, out, err = bench.run(["report"], where=place)
            if status != 0 or len(bench.events(place)[1]) != 4:
                count.fail("wrong", f"a directory called {name!r}: exits {status}: {err[:200]}")
            count.acknowledged += 3
        if os.path.exists(os.path.join(folder, "pwned")):
            count.fail("wrong", "something in a name was obeyed")


def holders(count):
    """Who holds the lock and stands still is named; who is killed holds nothing."""
    with bench.Folder() as folder:
        place = os.path.join(folder, "ledger")
        ref = bench.ledger(place)
        ready, send = os.pipe()
        holder = os.fork()
        if holder == 0:
            file = open(os.path.join(place, ".referral", "lock"), "r+")
            fcntl.flock(file, fcntl.LOCK_EX)
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            os.write(send, b"x")
            time.sleep(600)
        os.read(ready, 1)
        os.kill(holder, signal.SIGSTOP)
        count.case("a holder of the lock that is stopped")
        status, _, err = bench.run(["-C", place, "note", ref, "x", "--lock-timeout", "1s"])
        if status != 75 or str(holder).encode() not in err:
            count.fail("wrong", f"a stopped holder: exits {status}: {err[:200]}")
        if bench.run(["-C", place, "status"])[0] != 0:
            count.fail("wrong", "a reader waits for the lock")
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)
        count.case("a holder of the lock that is killed")
        began = time.time()
        status, _, err = bench.run(["-C", place, "note", ref, "x"])
        if status != 0 or time.time() - began > 2:
            count.fail("wrong", f"a killed holder: exits {status} after {time.time() - began:.1f} s: {err[:200]}")
        count.acknowledged += 1
