#!/usr/bin/env python3
"""Random ledgers: what several clones record apart, each legal on what that clone has seen.

    python3 histories.py DIR --seed N [--referrals R] [--shuffle N]

Writes DIR/events/*.jsonl, one file a clone, for the programme `general`.  Clones take turns: they
move referrals on, correct what they see (undo, void, settle, amend), tell referrers, and merge with
one another in between.  With --shuffle the same events are dealt to other files in another order,
some twice.  The same seed gives the same events.
"""
import argparse, base64, hashlib, json, os, random

import fold

NEW, LIVE = ["submitted", "declined", "recalled", "expired"], ["routed", "accepted", "in-progress", "on-hold"]
MOVES = {  # from: [(to, phase, effect)]
    "routed": [("accepted", "active", "accepted"), ("declined", "new", "declined"),
               ("recalled", "new", "withdrawn"), ("expired", "new", "expired")],
    "accepted": [("in-progress", "active", None), ("on-hold", "held", None), ("declined", "new", "declined"),
                 ("recalled", "new", "withdrawn")],
    "in-progress": [("on-hold", "held", None), ("declined", "new", "declined"), ("recalled", "new", "withdrawn")],
    "on-hold": [("accepted", "active", None), ("in-progress", "active", None), ("declined", "new", "declined")],
}
ENDS = {"unmet": "unserved", "cancelled": "neutral", "duplicate": "neutral", "completed": "success",
        "partly-completed": "partial", "not-completed": "failure"}
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
START = 1_772_400_000_000                                       # 2026-03-01T21:20:00Z


def spell(value, digits):
    return "".join(BASE32[value >> 5 * i & 31] for i in reversed(range(digits)))


def number(text):
    value = 0
    for character in text:
        value = value * 32 + BASE32.index(character)
    return value


def instant(ms):
    return fold.written((ms, None))


class World:
    def __init__(self, seed, referrals, clones=3):
        self.random = random.Random(seed)
        self.clones = [dict() for _ in range(clones)]           # id: (event, line)
        self.files = [[] for _ in range(clones)]
        self.now = START
        self.serial = 0
        refs = ["R-" + spell(self.random.getrandbits(50), 10) for _ in range(referrals)]
        self.record(0, {"type": "ledger"}, {"v": 1, "name": "random"})
        for clone in range(1, clones):
            self.merge(clone, 0)
        for ref in refs:
            self.live(ref, refs)

    def chance(self, share):
        return self.random.random() < share

    def record(self, clone, head, body):
        known = self.clones[clone]
        # Clocks of clones differ, so that ids of one sort between those of another.
        skew = (clone * 700) if self.chance(0.5) else 0
        low = self.random.getrandbits(80)
        id = max((self.now + skew << 80) + low, number(max(known)) + 1 if known else 0)
        event = {"id": spell(id, 26), **head}
        time = self.now + skew - (self.random.randrange(0, 90_000_000) if self.chance(0.1) else 0)
        event.update(time=instant(time - time % (1 if self.chance(0.3) else 1000)),
                     actor=f"clerk-{clone}", role="coordinator")
        if self.chance(0.08):
            event["precision"] = "day" if self.chance(0.8) else "hour"
        if head["type"] not in ("submitted", "ledger") and self.chance(0.1):
            event["once"] = self.random.choice("abc")
        event.update(body)
        if head["type"] != "ledger":
            hashes = {self.hash(line) for _, line in known.values()}
            named = {h for e, _ in known.values() for h in e.get("prev", [])}
            event["prev"] = sorted(hashes - named)
        line = json.dumps({k: v for k, v in event.items() if v is not None},
                          separators=(",", ":"), ensure_ascii=False)
        self.clones[clone][event["id"]] = (event, line)
        self.files[clone].append(line)
        self.now += self.random.randrange(1, 4_000_000)
        return event["id"]

    @staticmethod
    def hash(line):
        return base64.urlsafe_b64encode(hashlib.sha256(line.encode()).digest()).rstrip(b"=").decode()

    def merge(self, to, source):
        self.clones[to].update(self.clones[source])

    def live(self, ref, refs):
        submission = {"stage": "submitted", "referrer": self.random.choice(["clinic", "school", "Größe"]),
                      "subject": "P-" + spell(self.random.getrandbits(80), 16), "service": "housing",
                      "priority": "routine", "channel": self.random.choice([None, "e\u0301", "é", "web"]),
                      "follows": self.random.choice([None] * 8 + refs),
                      "parent": self.random.choice([None] * 8 + refs), "key": ref, "value": None}
        first = self.random.randrange(len(self.clones))
        self.record(first, {"type": "submitted", "ref": ref}, submission)
        if self.chance(0.2):                                    # another clone had the key too
            other = self.random.randrange(len(self.clones))
            if other != first:
                self.record(other, {"type": "submitted", "ref": ref}, {**submission, "channel": "twice"})
        for clone in range(len(self.clones)):
            self.merge(clone, first)
        for _ in range(self.random.randrange(2, 26)):
            if self.chance(0.25):
                self.merge(*self.random.sample(range(len(self.clones)), 2))
            else:
                self.act(self.random.randrange(len(self.clones)), ref, refs)
        for source in range(len(self.clones)):
            for to in range(len(self.clones)):
                self.merge(to, source)

    def act(self, clone, ref, refs):
        events = [e for e, _ in self.clones[clone].values() if e.get("ref") == ref]
        seen = fold.Referral(ref, events)
        if not seen.path:
            return
        def by(type):
            return lambda **body: self.record(clone, {"type": type, "ref": ref}, body)
        place = seen.first(seen.path[-1])
        end = seen.event[place]
        choices = [self.correct] * 3 + [self.tell] * 2 + [self.step] * 6
        self.random.choice(choices)(by, seen, place, end, refs)

    def step(self, by, seen, place, end, refs):
        if seen.void:
            return
        if end["type"] == "closed":
            return by("reopened")(after=place, **self.random.choice([
                {"stage": "submitted", "phase": "new"}, {"stage": end["was"], "phase": self.phase(end["was"])}]))
        stage = end["stage"]
        if self.chance(0.25):
            names = ["cancelled", "duplicate"] + (["unmet"] if stage in NEW else [])
            names += ["completed", "partly-completed", "not-completed"] * 2 if stage in LIVE[1:] else []
            outcome = self.random.choice(names)
            worth = self.random.choice([{}, {}, {"value": "1.00", "currency": "EUR"}])
            return by("closed")(after=place, was=stage, outcome=outcome, **{"class": ENDS[outcome]},
                                told=self.random.choice([None, None, True]), **worth,
                                duplicate_of=self.random.choice(refs) if outcome == "duplicate" else None)
        if stage in NEW:
            return by("routed")(after=place, was=stage, stage="routed", provider=self.random.choice("pqr"), rule="named")
        to, phase, effect = self.random.choice(MOVES[stage])
        by("moved")(after=place, was=stage, stage=to, phase=phase, effect=effect,
                    scheduled_for=self.random.choice([None] * 5 + ["2026-04-01"]))

    @staticmethod
    def phase(stage):
        return {"routed": "assigned", "on-hold": "held"}.get(stage, "new" if stage in NEW else "active")

    def correct(self, by, seen, place, end, refs):
        ids = list(seen.event)
        kind = self.random.choice(["undone"] * 5 + ["amended"] * 3 + ["settled"] * 2 + ["voided", "noted"])
        if kind == "undone":
            only = [i for i in ids if seen.kind(i) == "submitted"]
            able = [i for i in ids if not (len(only) == 1 and i in only)]
            if able:
                by("undone")(target=self.random.choice(able))
        elif kind == "settled":
            off = [i for i in ids if seen.kind(i) in fold.PATH and seen.step[i] not in seen.path] + sorted(seen.passed)
            by("settled")(conflicts=self.random.sample(off or ids, 1))
        elif kind == "amended":
            target = self.random.choice([i for i in ids if seen.kind(i) not in fold.NOT_AMENDED])
            changes = self.random.choice([
                {"time": instant(self.now - self.random.randrange(0, 300_000_000))}, {"reason": "other"},
                {"value": "3.50", "currency": "USD"}, {"value": "3.50"}, {"stage": "x"}, {"precision": "day"},
                {"channel": None}, {"service": "food"}, {"sealed": {"feedback": "x" * 43}},
                {"duplicate_of": self.random.choice(refs)} if seen.kind(target) == "closed" else {"note": "n"}])
            by("amended")(target=target, changes=changes)
        elif kind == "voided":
            if self.chance(0.4):
                by("voided")()
        else:
            by("noted")(kind="information", sealed={"text": "y" * 43})

    def tell(self, by, seen, place, end, refs):
        closings = [i for i in seen.event if seen.kind(i) in ("closed", "amended")]
        if not closings:
            return
        about = self.random.choice(closings[-3:])
        if self.chance(0.4):
            return by("acknowledged")(about=about)
        by("notified")(about=about, recipient=self.random.choice([seen.referrer()] * 3 + ["p"]), message="closure",
                       via=self.random.choice(["mail", "phone"]),
                       status=self.random.choice(["sent"] * 4 + ["sending", "failed", "bounced"]), attempt=1)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("directory")
    p.add_argument("--seed", type=int, required=True)
    p.add_argument("--referrals", type=int, default=12)
    p.add_argument("--shuffle", type=int)
    a = p.parse_args()
    files = World(a.seed, a.referrals).files
    if a.shuffle is not None:
        dice = random.Random(a.shuffle)
        lines = [line for file in files for line in file]
        lines += dice.sample(lines, len(lines) // 5)
        dice.shuffle(lines)
        cut = dice.randrange(len(lines))
        files = [lines[:cut], lines[cut:]]
    os.makedirs(os.path.join(a.directory, "events"), exist_ok=True)
    for old in os.listdir(os.path.join(a.directory, "events")):
        os.remove(os.path.join(a.directory, "events", old))
    for number, lines in enumerate(files):
        with open(os.path.join(a.directory, "events", f"clone000{number}.0001.jsonl"), "w", encoding="utf-8") as f:
            f.writelines(line + "\n" for line in lines)


if __name__ == "__main__":
    main()
