"""Random histories over four clones with skewed clocks, and checkouts under running writers."""
import base64, datetime, hashlib, json, os, subprocess, threading, time

import bench

CONFIG = ["-c", "user.name=faults", "-c", "user.email=faults@example.org", "-c", "init.defaultBranch=main",
          "-c", "commit.gpgsign=false", "-c", "advice.detachedHead=false"]


def git(where, *words, check=False):
    result = subprocess.run(["git", *CONFIG, "-C", where, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null", GIT_EDITOR="true"))
    if check and result.returncode != 0:
        raise RuntimeError(f"git {words}: {result.stderr.decode()}")
    return result.returncode


def run(count, quick, chance):
    for number in range(6 if quick else 100):
        with bench.Folder() as folder:
            History(count, folder, chance).run(number)
    with bench.Folder() as folder:
        checkouts(count, folder, chance, 25 if quick else 150)


class History:
    """Four clones that work apart, and use git as people do."""

    def __init__(self, count, folder, chance):
        self.count, self.folder, self.chance = count, folder, chance
        self.clones = [os.path.join(folder, name) for name in "abcd"]
        self.skew = [datetime.timedelta(seconds=chance.choice([0, 0, 5, 3600, 90000, 259200])) for _ in self.clones]
        self.acknowledged, self.dropped, self.warn = {}, set(), set()

    def tool(self, clone, *words):
        now = (datetime.datetime.now(datetime.timezone.utc) - self.skew[clone]).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        status, out, err = bench.run(["-C", self.clones[clone], *words], REFERRAL_NOW=now)
        if bench.crashed(status, err):
            self.count.fail("wrong", f"{words} exits {status}: {err[:200]}")
        if clone in self.warn:
            self.warn.discard(clone)
            if b"is gone (" not in err:
                self.count.fail("undetected", f"git dropped what clone {clone} had recorded last, and {words[0]} does not say so")
        return status, out, err

    def there(self, clone):
        return set(bench.events(self.clones[clone])[1])

    def run(self, number):
        self.count.case(f"history {number}")
        bench.ledger(self.clones[0], 0)
        git(self.clones[0], "init", "-q")
        git(self.clones[0], "add", "-A")
        git(self.clones[0], "commit", "-qm", "begin", check=True)
        for clone in self.clones[1:]:
            subprocess.run(["git", "clone", "-q", self.clones[0], clone], check=True, stderr=subprocess.DEVNULL)
        for _ in range(28):
            clone = self.chance.randrange(4)
            step = self.chance.choices([self.work, self.commit, self.merge, self.rebase, self.pick, self.squash, self.revert, self.stash,
                                        self.reset], [14, 5, 5, 2, 2, 2, 1, 2, 1])[0]
            step(clone)
        self.converge(number)

    def work(self, clone):
        refs = [json.loads(line)["ref"] for line in self.tool(clone, "status", "--format", "ndjson")[1].splitlines()]
        words = self.chance.choice([
            ["submit", "--from", "x", "--for-id", str(self.chance.randrange(9)), "--service", "food", "--key", str(self.chance.randrange(9))],
            ["note", self.chance.choice(refs), "a word"], ["route", self.chance.choice(refs), "--to", self.chance.choice("pq")],
            ["update", self.chance.choice(refs), "accepted"], ["update", self.chance.choice(refs), "declined", "--reason", "r"],
            ["close", self.chance.choice(refs), "--outcome", "completed"], ["undo", "--last", self.chance.choice(refs), "--reason", "r"],
            ["reopen", self.chance.choice(refs), "--reason", "r"], ["void", self.chance.choice(refs), "--reason", "r"],
        ]) if refs else ["submit", "--from", "x", "--for-id", "1", "--service", "food"]
        status, out, _ = self.tool(clone, *words, "--format", "json")
        if status == 0:
            for event in json.loads(out)["events"]:
                self.acknowledged[event["id"]] = clone
                self.dropped.discard(event["id"])
                self.count.acknowledged += 1

    def commit(self, clone):
        git(self.clones[clone], "add", "-A")
        git(self.clones[clone], "commit", "-qm", "work")

    def other(self, clone):
        return self.clones[self.chance.choice([other for other in range(4) if other != clone])]

    def merge(self, clone, other=None):
        self.commit(clone)
        if git(self.clones[clone], "pull", "-q", "--no-rebase", "--no-edit", other or self.other(clone), "main") != 0:
            self.settle(clone)

    def settle(self, clone):
        """Only a file that one side took away and the other went on with may conflict: git keeps it, and so do people."""
        told = subprocess.run(["git", "-C", self.clones[clone], "status", "--porcelain"], stdout=subprocess.PIPE).stdout.decode()
        conflicts = [line for line in told.splitlines() if "U" in line[:2] or line[:2] in ("AA", "DD")]
        if not conflicts or any(line[:2] not in ("UD", "DU") for line in conflicts):
            self.count.fail("wrong", f"a merge conflicts: {conflicts or told}")
            git(self.clones[clone], "merge", "--abort")
        else:
            git(self.clones[clone], "add", "-A")
            git(self.clones[clone], "commit", "-q", "--no-edit")

    def dropping(self, clone, *commands):
        """Something that may take lines away, as it was told to."""
        before = self.there(clone)
        for words in commands:
            git(self.clones[clone], *words)
        gone = before - self.there(clone)
        self.dropped |= gone
        last = self.last(clone)
        if last and last in gone:
            self.warn.add(clone)

    def last(self, clone):
        """The event that this clone acknowledged last, by what it noted."""
        try:
            noted = open(os.path.join(self.clones[clone], ".referral", "heads")).read().split()
        except FileNotFoundError:
            return None
        return next((event for event, hash in self.hashes.get(clone, {}).items() if hash in noted), None)

    @property
    def hashes(self):
        found = {}
        for index, clone in enumerate(self.clones):
            for commit in ("HEAD", None):
                for name in os.listdir(os.path.join(clone, "events")):
                    data = subprocess.run(["git", "-C", clone, "show", f"HEAD:events/{name}"], stdout=subprocess.PIPE,
                                          stderr=subprocess.DEVNULL).stdout if commit else open(os.path.join(clone, "events", name), "rb").read()
                    for line in data.splitlines():
                        try:
                            event = json.loads(line)["id"]
                        except ValueError:
                            continue
                        hash = base64.urlsafe_b64encode(hashlib.sha256(line).digest()).rstrip(b"=").decode()
                        found.setdefault(index, {})[event] = hash
        return found

    def rebase(self, clone):
        self.commit(clone)
        before = self.there(clone)
        if git(self.clones[clone], "pull", "-q", "--rebase", self.other(clone), "main") != 0:
            git(self.clones[clone], "rebase", "--abort")
        self.dropped |= before - self.there(clone)

    def pick(self, clone):
        self.commit(clone)
        git(self.clones[clone], "fetch", "-q", self.other(clone), "main")
        if git(self.clones[clone], "cherry-pick", "-n", "FETCH_HEAD") != 0:
            git(self.clones[clone], "cherry-pick", "--abort")
            git(self.clones[clone], "reset", "-q", "--hard")
        self.commit(clone)

    def squash(self, clone):
        self.commit(clone)
        git(self.clones[clone], "fetch", "-q", self.other(clone), "main")
        if git(self.clones[clone], "merge", "-q", "--squash", "FETCH_HEAD") != 0:
            git(self.clones[clone], "reset", "-q", "--hard")
        self.commit(clone)

    def revert(self, clone):
        self.commit(clone)
        subject = subprocess.run(["git", "-C", self.clones[clone], "log", "-1", "--format=%s"], stdout=subprocess.PIPE).stdout
        if subject.strip() != b"work":
            return
        before = self.there(clone)
        if git(self.clones[clone], "revert", "--no-edit", "HEAD") != 0:
            git(self.clones[clone], "revert", "--abort")
        self.dropped |= before - self.there(clone)

    def stash(self, clone):
        before = self.there(clone)
        if git(self.clones[clone], "stash", "-q") == 0 and self.chance.random() < 0.7:
            self.work(clone)
            git(self.clones[clone], "add", "-A")
            git(self.clones[clone], "commit", "-qm", "between")
            git(self.clones[clone], "stash", "pop", "-q")
        self.dropped |= before - self.there(clone)

    def reset(self, clone):
        self.dropping(clone, ["reset", "-q", "--hard"])

    def converge(self, number):
        self.warn.clear()
        for _ in range(2):
            for clone in range(4):
                for other in range(4):
                    if other != clone:
                        self.merge(clone, self.clones[other])
        states = set()
        for clone in self.clones:
            state = [bench.run(["-C", clone, "--now", "2027-01-01T00:00:00Z", *words, "--format", "json"])[1]
                     for words in (["status"], ["report", "--by", "provider"])]
            states.add(b"".join(state))
        if len(states) != 1:
            self.count.fail("wrong", f"history {number}: the clones differ in the end")
        for clone in range(4):
            there = self.there(clone)
            lost = [event for event in self.acknowledged if event not in there and event not in self.dropped]
            for event in lost:
                self.count.fail("lost", f"history {number}: {event} of clone {self.acknowledged[event]} is not in clone {clone}")


def checkouts(count, folder, chance, rounds):
    """Thousands of files are checked out while a command appends."""
    place = os.path.join(folder, "ledger")
    ref = bench.ledger(place, 0)
    git(place, "init", "-q")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "begin", check=True)
    git(place, "branch", "other")
    for branch in ("main", "other"):
        git(place, "checkout", "-q", branch, check=True)
        os.makedirs(os.path.join(place, "files"), exist_ok=True)
        for number in range(2000):
            with open(os.path.join(place, "files", str(number)), "w") as file:
                file.write(branch * 20)
        bench.run(["-C", place, "note", ref, branch], check=True, REFERRAL_WRITER="shared")
        git(place, "add", "-A")
        git(place, "commit", "-qm", branch, check=True)
    acknowledged, stop = set(), threading.Event()

    def write(worker):
        number = 0
        while not stop.is_set():
            number += 1
            status, out, err = bench.run(["-C", place, "note", ref, "x", "--once", f"{worker}-{number}", "--format", "json"],
                                         REFERRAL_WRITER="shared")
            count.cases += 1
            if status == 0:
                acknowledged.update(event["id"] for event in json.loads(out)["events"])
            elif bench.crashed(status, err):
                count.fail("wrong", f"note exits {status}: {err[:200]}")

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(2)]
    for thread in threads:
        thread.start()
    branch, done = "other", 0
    deadline = time.time() + rounds * 2
    while done < rounds and time.time() < deadline:
        git(place, "add", "-A")
        git(place, "commit", "-qm", "work")
        following = "main" if branch == "other" else "other"
        if git(place, "checkout", "-q", following) == 0:
            branch, done = following, done + 1
    stop.set()
    for thread in threads:
        thread.join()
    git(place, "add", "-A")
    git(place, "commit", "-qm", "the last")
    git(place, "checkout", "-q", "main" if branch == "other" else "other", check=True)
    git(place, "merge", "-q", "--no-edit", branch)
    there = set(bench.events(place)[1])
    count.acknowledged += len(acknowledged)
    for event in sorted(acknowledged - there):
        count.fail("lost", f"{event} was acknowledged during a checkout and is gone")
    if done < rounds // 3:
        count.fail("wrong", f"only {done} of {rounds} checkouts took place")
