#!/usr/bin/env python3.11
"""An oracle: the naive fold of a ledger, word for word after ledger.md ("Replay") and lifecycle.md.

    python3 fold.py DIR --now T     prints what `referral -C DIR --now T status --format json` prints

Slow on purpose: every answer is computed anew from the whole set of events.  Quotations are the design's.
"""
import argparse, base64, glob, hashlib, json, os, re, sys
from datetime import datetime, timedelta, timezone

PATH = {"submitted", "routed", "moved", "closed", "reopened"}
KNOWN = PATH | set("ledger noted amended voided undone reminded notified acknowledged rated touched earned rewarded "
                   "enrolled spent consented linked erased settled".split())
LINK = {"routed": "after", "moved": "after", "closed": "after", "reopened": "after",
        "notified": "about", "acknowledged": "about", "amended": "target", "undone": "target"}
DECIDE = "stage phase effect provider scheduled_for outcome class value currency duplicate_of".split()
NEVER = set("id type ref once key system after about was stage phase effect class told provider prev".split())
NOT_AMENDED = {"ledger", "amended", "undone", "voided", "settled", "linked", "erased"}
ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?Z", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
DAY = 86_400_000
DEPTH = 512


# --- Reading -----------------------------------------------------------------------------------------------

def strict(line):
    """The line as an event (a dict), or None: RFC 8259, and no duplicate key, lone surrogate or great depth."""
    def pairs(items):
        if len({k for k, _ in items}) != len(items):
            raise ValueError("duplicate key")
        return dict(items)

    def constant(word):
        raise ValueError(word)

    def check(x, depth):
        if depth > DEPTH:
            raise ValueError("depth")
        if isinstance(x, str):
            x.encode("utf-8")                                   # a lone surrogate has no UTF-8
        elif isinstance(x, list):
            for y in x:
                check(y, depth + 1)
        elif isinstance(x, dict):
            for k, y in x.items():
                k.encode("utf-8")
                check(y, depth + 1)
    try:
        e = json.loads(line.decode("utf-8"), object_pairs_hook=pairs, parse_constant=constant, parse_int=float)
        check(e, 0)
    except (ValueError, RecursionError):
        return None
    if not isinstance(e, dict) or not isinstance(e.get("type"), str):
        return None
    return e if isinstance(e.get("id"), str) and ULID.fullmatch(e["id"]) else None


def read(directory):
    """All events, one for each id, in the order of id."""
    copies, named = {}, set()                                   # id: {bytes: event}; all hashes in any `prev`
    for name in glob.glob(os.path.join(glob.escape(directory), "events", "*.jsonl")):
        with open(name, "rb") as f:
            for line in f.read().split(b"\n"):
                line = line.removeprefix(b"\xef\xbb\xbf").removesuffix(b"\r")
                e = strict(line)
                if e is not None:
                    copies.setdefault(e["id"], {})[line] = e
                    if isinstance(e.get("prev"), list):
                        named.update(h for h in e["prev"] if isinstance(h, str))
    events = []
    for _, lines in sorted(copies.items()):
        # "replay takes the first in byte order of those that some `prev` names, else of all"
        events.append(lines[min([b for b in lines if digest(b) in named] or lines)])
    return events


def digest(line):
    return base64.urlsafe_b64encode(hashlib.sha256(line).digest()).rstrip(b"=").decode()


def text(e, key):
    """A key that has one type, string; anything else reads as absent."""
    return e[key] if isinstance(e.get(key), str) else None


# --- Instants ----------------------------------------------------------------------------------------------

def millis(s):
    m = INSTANT.fullmatch(s or "")
    if not m:
        return None
    try:
        d = datetime(*(int(m[i]) for i in range(1, 7)), tzinfo=timezone.utc)
    except ValueError:
        return None
    return (d - EPOCH) // timedelta(milliseconds=1) + int((m[7] or "0").ljust(3, "0"))


def instant(e):
    """(milliseconds or None, precision word or None) of an event or of a step's values."""
    return millis(text(e, "time")), text(e, "precision")


def written(i):
    if i is None or i[0] is None:
        return None
    d = EPOCH + timedelta(milliseconds=i[0])
    head = f"{d.year:04}-{d.month:02}-{d.day:02}T{d.hour:02}:{d.minute:02}:{d.second:02}"
    return head + (f".{i[0] % 1000:03}" if i[0] % 1000 else "") + "Z"


def span(a, b):
    """Milliseconds from a to b: exact, or whole UTC days where an end is a day; None: no order, no duration."""
    if None in (a, b) or None in (a[0], b[0]) or not {a[1], b[1]} <= {None, "day"}:
        return None
    return (b[0] // DAY - a[0] // DAY) * DAY if "day" in (a[1], b[1]) else b[0] - a[0]


def before(a, b):
    """a is before b, where b should have come first."""
    d = span(b, a)
    return d is not None and d < 0


# --- Amendments --------------------------------------------------------------------------------------------

def changes(a):
    """(plain, sealed, ignored?): what an amendment changes, without the keys that `changes` may not hold."""
    c = a.get("changes") if isinstance(a.get("changes"), dict) else {}
    sealed = c.get("sealed") if isinstance(c.get("sealed"), dict) else {}
    plain = {k: v for k, v in c.items() if k != "sealed"}
    keys = set(plain) | set(sealed)
    bad = keys & NEVER
    if ("value" in keys) != ("currency" in keys):               # "`value` and `currency` together"
        bad |= keys & {"value", "currency"}
    return ({k: v for k, v in plain.items() if k not in bad}, {k for k in sealed if k not in bad}, bool(bad))


# --- One referral ------------------------------------------------------------------------------------------

class Referral:
    def __init__(self, ref, events):
        """events: all of known types with this `ref`, any order."""
        self.ref = ref
        self.every = sorted(events, key=lambda e: e["id"])
        self.here = any(e["type"] == "submitted" for e in self.every)
        self.leave_waiting_ones()
        self.find_steps()
        self.replay()

    def leave_waiting_ones(self):
        """"An event whose `after`, `about` or `target` is not here, or has a later id ... waits ... so does what
        names it".  Links go to earlier ids only, so one pass in the order of id does it."""
        self.event = {}
        for e in self.every:
            link = LINK.get(e["type"])
            if self.here and (link is None or text(e, link) in self.event):
                self.event[e["id"]] = e

    def find_steps(self):
        """step: id to the least id that says the same; members: that to all that say the same, in order."""
        self.step, self.members, first = {}, {}, {}
        for i, e in self.event.items():
            if e["type"] == "submitted":
                says = ("submitted", *(text(e, k) for k in ("key", "system", "service")))
            elif e["type"] in PATH:
                says = (e["type"], *(text(e, k) for k in DECIDE), self.step[e["after"]])
            elif text(e, "once") is not None:
                says = ("once", e["type"], e["once"])
            else:
                says = ("alone", i)
            self.step[i] = first.setdefault(says, i)
            self.members.setdefault(self.step[i], []).append(i)

    def kind(self, step):
        return self.event[step]["type"]

    # -- the fold

    def replay(self):
        self.path, self.void = [], False
        self.out, self.passed = set(), set()
        self.quiet = set()      # off the path, with `once`: an earlier one of the same is not out
        self.covers = {}        # id of an `undone` or `settled`: what is out while it is in force
        seen = []
        for i, e in self.event.items():
            seen.append(i)
            if e["type"] not in PATH and any(m < i and m not in self.out for m in self.members[self.step[i]]):
                self.quiet.add(i)
            if e["type"] == "undone":
                self.covers[i] = {e["target"]}
                out, quiet = self.judge(seen)
                # "if by that a step before the path's end would be left without an event, e is passed over"
                if any(self.left(s, i, out) for s in self.path[:-1]):
                    self.passed.add(i)
            if e["type"] == "settled":
                self.covers[i] = {m for m in self.named_by(e)
                                  if self.kind(m) in PATH and self.step[m] not in self.path}
            self.out, self.quiet = self.judge(seen)
            self.void = any(self.kind(v) == "voided" and self.in_force(v) for v in seen)
            while self.path and self.left(self.path[-1], i, self.out):
                self.path.pop()
            while not self.void:
                able = [x for x in seen if self.may_join(x)]
                if not able:
                    break
                self.path.append(self.step[able[0]])

    def judge(self, seen):
        """What is out, and what of a `once` is quiet, given what was passed over."""
        quiet = self.quiet
        for _ in range(len(seen) + 2):
            out = set()
            for y in reversed(seen):                            # what y covers is always earlier than y
                if y in self.covers and y not in out and y not in self.passed and y not in quiet:
                    out |= self.covers[y]
            now = {y for y in seen if self.kind(y) not in PATH
                   and any(m < y and m not in out for m in self.members[self.step[y]])}
            if now == quiet:
                return out, quiet
            quiet = now
        raise SystemExit(f"fold.py: {self.ref}: `once` and `undone` in a circle: the words do not settle this")

    def left(self, step, upto, out):
        """All its events so far are out."""
        return all(m in out for m in self.members[step] if m <= upto)

    def may_join(self, x):
        e = self.event[x]
        if e["type"] not in PATH or x in self.out or self.step[x] in self.path:
            return False
        if e["type"] == "submitted":
            return not self.path
        return (bool(self.path) and self.step[e["after"]] == self.path[-1]
                and (self.kind(self.path[-1]) == "closed") == (e["type"] == "reopened"))

    def in_force(self, i):
        return i not in self.out and i not in self.passed and i not in self.quiet

    def named_by(self, settled):
        """"those of its conflicts, and what says the same before e"."""
        names = settled.get("conflicts") if isinstance(settled.get("conflicts"), list) else []
        return {m for n in names if isinstance(n, str) and n in self.event and n < settled["id"]
                for m in self.members[self.step[n]] if m < settled["id"]}

    def settled(self):
        return {m for i, e in self.event.items() if e["type"] == "settled" and self.in_force(i)
                for m in self.named_by(e)}

    # -- what a step says now

    def first(self, step):
        return next(m for m in self.members[step] if m not in self.out)

    def means(self, e):
        """The step that `about` or `target` means: "while some event of that step, recorded before them, is
        not out"; else None."""
        s = self.step[e[LINK[e["type"]]]]
        return s if any(m < e["id"] and m not in self.out for m in self.members[s]) else None

    def amendments(self, step):
        return [e for i, e in self.event.items() if e["type"] == "amended" and self.in_force(i)
                and self.means(e) == step and self.kind(step) not in NOT_AMENDED]

    def values(self, step):
        v = dict(self.event[self.first(step)])
        for a in self.amendments(step):
            plain, sealed, _ = changes(a)
            for k in sealed:
                v.pop(k, None)
            v.update(plain)                                     # null reads as absent
        return v

    # -- closing and telling

    def closing(self):
        return self.path[-1] if self.path and self.kind(self.path[-1]) == "closed" else None

    def referrer(self):
        return text(self.values(self.path[0]), "referrer") if self.path else None

    def tellings(self):
        """By id: (event id, recipient, step that it is about or None, instant, whether acknowledged)."""
        result, messages = [], {}
        for i, e in self.event.items():
            if i in self.out or i in self.quiet:
                continue
            s = self.step[i]
            if e["type"] == "closed" and e.get("told") is True:
                when = instant(self.values(s) if i == self.first(s) else e)
                result.append((i, self.referrer(), s, when, False))
            if e["type"] == "acknowledged":
                result.append((i, self.referrer(), self.means(e), instant(self.values(s)), True))
            if e["type"] == "notified":
                v = self.values(s)
                if text(v, "message") == "closure":
                    about = self.means(e) or ("event", e["about"])
                    messages.setdefault((about, text(v, "recipient"), text(v, "via")), []).append((i, v))
        for (about, recipient, _), sendings in messages.items():
            sent = None                                         # "its first `sent` after the last `bounced`"
            for i, v in sendings:
                if text(v, "status") == "bounced":
                    sent = None
                elif text(v, "status") == "sent" and sent is None:
                    sent = (i, v)
            if sent:
                meant = about if isinstance(about, str) else None
                result.append((sent[0], recipient, meant, instant(sent[1]), False))
        return sorted(result, key=lambda t: t[0])

    def tellings_in_effect(self):
        """Tellings, to anyone, of the closing in effect."""
        if self.closing() is None:
            return []
        about = self.closing()
        for a in self.amendments(self.closing()):               # "the newest such amendment"
            plain, sealed, _ = changes(a)
            if {"outcome", "reason", "feedback"} & (set(plain) | sealed):
                about = self.step[a["id"]]
        return [t for t in self.tellings() if t[2] == about]

    def told(self):
        return [t for t in self.tellings_in_effect() if t[1] == self.referrer()]

    # -- conflicts

    def conflict_count(self):
        silent, effective, found = self.settled(), self.tellings_in_effect(), set()
        for i, e in self.event.items():
            if e["type"] in PATH and i not in self.out and self.step[i] not in self.path:
                found.add(i)
            if i in self.passed and i not in self.out and i not in self.quiet and i not in silent:
                if e["target"] not in self.out:
                    found.add(i)
        for i, recipient, _, _, _ in self.tellings():
            corrected = any(t[0] > i and t[1] == recipient for t in effective)
            if self.event[i]["type"] != "closed" and self.not_so(i) and not corrected and i not in silent:
                found.add(i)
        conflicting = {self.step[i] for i in found}
        return len({self.step[i] for i in found if not (
            LINK.get(self.kind(i)) == "after" and self.step[self.event[i]["after"]] in conflicting)})

    def not_so(self, telling):
        """It is of a closing whose step is not on the path, or of an amendment that is out."""
        about = self.event[self.event[telling]["about"]]
        if about["type"] == "amended":
            if self.means(self.event[telling]) is None:         # it is out, and all that says the same before
                return True
            about = self.event[about["target"]]
        return about["type"] == "closed" and self.step[about["id"]] not in self.path

    # -- status

    def phase(self, step):
        fixed = {"submitted": "new", "routed": "assigned", "closed": "closed"}
        return fixed.get(self.kind(step)) or text(self.event[step], "phase")

    def attempts(self):
        """[{routed, answer, accepted, by}]: answer is an instant, by the type of the event that gave it."""
        result, live = [], False
        for s in self.path:
            kind, e = self.kind(s), self.event[s]
            open_question = live and result[-1]["answer"] is None
            if kind == "routed":
                result.append({"routed": instant(self.values(s)), "answer": None, "accepted": False, "by": None,
                               "respond_by": text(self.values(s), "respond_by"), "live": False})
                live = True
            elif kind == "moved":
                if open_question and text(e, "effect") in ("accepted", "declined"):
                    result[-1].update(answer=instant(self.values(s)), accepted=e["effect"] == "accepted", by=kind)
                if text(e, "phase") == "new":
                    live = False
            elif kind == "closed":
                if open_question and text(e, "class") in ("success", "partial"):
                    result[-1].update(answer=instant(self.values(s)), accepted=True, by=kind)
                live = False
            elif kind == "reopened":
                live = bool(result) and text(e, "phase") in ("assigned", "active", "held")
        if result:
            result[-1]["live"] = live
        return result

    def held(self, now):
        stays, start = [], None
        for s in self.path:
            if self.phase(s) == "held":
                start = start or instant(self.values(s))
            elif start:
                stays.append((start, instant(self.values(s))))
                start = None
        if start:
            stays.append((start, (now, None)))
        spans = [span(a, b) for a, b in stays]
        if any(d is None or d < 0 for d in spans):
            return None
        total = sum(spans)
        return total // 1000 if total % 1000 == 0 else total / 1000

    def status(self, ledger, now):
        submitted = self.values(self.path[0])
        closed = self.values(self.closing()) if self.closing() else None
        told, attempts = self.told(), self.attempts()
        acknowledged = [t for t in told if t[4]]
        answered = [a for a in attempts if a["answer"]]
        accepted = [a for a in answered if a["accepted"]]
        routed = [s for s in self.path if self.kind(s) == "routed"]
        money = closed if closed and text(closed, "value") is not None else submitted
        at = instant(submitted)
        ends = {
            "submitted_at": at,
            "routed_at": attempts[0]["routed"] if attempts else None,
            "answered_at": answered[0]["answer"] if answered else None,
            "accepted_at": accepted[0]["answer"] if accepted else None,
            "closed_at": instant(closed) if closed else None,
            "told_at": told[0][3] if told else None,
            "acknowledged_at": acknowledged[0][3] if acknowledged else None,
        }
        phase = self.phase(self.path[-1])
        loop = "open" if not closed else "closed" if told else "untold"
        waiting = {"new": "coordinator", "assigned": "provider", "active": "provider", "held": "subject",
                   "closed": "coordinator" if loop == "untold" else None}
        duplicate = text(closed, "duplicate_of") if closed else None

        def nothing(ref):
            return ref is not None and not (ref in ledger and ledger[ref].here)
        closed_first = before(ends["closed_at"], at)

        def said(attempt):
            return not closed_first or attempt["by"] == "moved"
        anomalies = {
            "routed-before-submitted": before(ends["routed_at"], at),
            "answered-before-routed": any(before(a["answer"], a["routed"]) for a in answered if said(a)),
            "accepted-before-submitted": bool(accepted) and said(accepted[0]) and before(accepted[0]["answer"], at),
            "closed-before-submitted": closed_first,
            "told-before-closed": before(ends["told_at"], ends["closed_at"]),
            "duplicate-of-nothing": nothing(duplicate),
            "follows-nothing": nothing(text(submitted, "follows")),
            "parent-nothing": nothing(text(submitted, "parent")),
            "parent-cycle": self.is_part_of_itself(ledger),
            "amendment-ignored": any(e["type"] == "amended" and i not in self.out and changes(e)[2]
                                     for i, e in self.event.items()),
        }
        row = {
            "ref": self.ref,
            "stage": text(self.event[self.path[-2 if closed else -1]], "stage"),
            "phase": phase,
            "outcome": text(closed, "outcome") if closed else None,
            "outcome_class": text(closed, "class") if closed else None,
        }
        for k in ("service", "priority", "referrer", "subject"):
            row[k] = text(submitted, k)
        row["provider"] = text(self.event[routed[-1]], "provider") if routed else None
        for k in ("channel", "source", "campaign", "segment", "location"):
            row[k] = text(submitted, k)
        row["value"], row["currency"] = text(money, "value"), text(money, "currency")
        row.update((k, written(i)) for k, i in ends.items())
        row["attempts"] = len(attempts)
        row["anomalies"] = [word for word, is_so in anomalies.items() if is_so]
        row["waiting_on"] = waiting.get(phase)
        row["held_s"] = self.held(now)
        row["loop"] = loop
        row["conflicts"] = self.conflict_count() + self.bad_duplicate(ledger)
        row["void"] = bool(self.void)
        row["since"] = written(instant(self.values(self.path[-1])))
        due = attempts[-1]["respond_by"] if attempts and attempts[-1]["live"] and not attempts[-1]["answer"] else None
        row["respond_by"] = due and written((millis(due), None))
        for k in ("key", "system", "household"):
            row[k] = text(submitted, k)
        row["people"] = submitted["people"] if type(submitted.get("people")) is int else None
        row["follows"], row["parent"] = text(submitted, "follows"), text(submitted, "parent")
        row["duplicate_of"] = duplicate
        row["need"] = text(submitted, "need")
        row["reason"], row["feedback"] = (closed and text(closed, "reason")), (closed and text(closed, "feedback"))
        return row

    # -- parts

    def is_part_of_itself(self, ledger):
        """Its parent leads back to it, by parents and repetitions of referrals that are listed."""
        reached, new = set(), {self.parent()} - {None}
        while new:
            reached |= new
            new = {end for ref in new if ref in ledger and not ledger[ref].void
                   for end in (ledger[ref].parent(), ledger[ref].duplicate_of()) if end} - reached
        return self.ref in reached

    def parent(self):
        """The referral that it serves a part of."""
        return text(self.values(self.path[0]), "parent") if self.path else None

    # -- duplicates

    def duplicate_of(self):
        """The referral that the closing in effect calls the original."""
        if self.void or self.closing() is None:
            return None
        return text(self.values(self.closing()), "duplicate_of")

    def bad_duplicate(self, ledger):
        """"A `duplicate_of` in a cycle, or of a voided referral, takes no effect and is a conflict." """
        target = self.duplicate_of()
        if target not in ledger or set(self.members[self.closing()]) & self.settled():
            return 0
        if ledger[target].void:
            return 1
        walked, at = set(), target
        while at in ledger and at not in walked and at != self.ref:
            walked.add(at)
            at = ledger[at].duplicate_of()
        return int(at == self.ref)


# --- The ledger --------------------------------------------------------------------------------------------

def fold(events):
    refs = {}
    for e in events:
        if e["type"] in KNOWN and text(e, "ref") is not None:
            refs.setdefault(e["ref"], []).append(e)
    return {ref: Referral(ref, of) for ref, of in refs.items()}


def status(ledger, now):
    shown = [r for r in ledger.values() if r.path and not r.void]
    shown.sort(key=lambda r: min(e["id"] for e in r.every if e["type"] == "submitted"))
    return {"schema": "referral.status/1", "referrals": [r.status(ledger, now) for r in shown]}


def main():
    p = argparse.ArgumentParser()
    p.add_argument("directory")
    p.add_argument("--now", required=True)
    a = p.parse_args()
    now = millis(a.now)
    if now is None:
        sys.exit("fold.py: --now: RFC 3339 UTC, as 2026-03-01T12:00:00Z")
    line = json.dumps(status(fold(read(a.directory)), now), separators=(",", ":"), ensure_ascii=False)
    sys.stdout.buffer.write(line.encode() + b"\n")


if __name__ == "__main__":
    main()
