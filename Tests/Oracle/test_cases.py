#!/usr/bin/env python3.11
"""The table of cases of ledger.md as data, and checks of what is subtle in the words.  python3 test_cases.py"""
import itertools, json, os, subprocess, sys, tempfile, unittest
import fold

REF = "R-0000000001"
NOW = "2026-03-31T12:00:00Z"


def ulid(n):
    return f"{n:026d}"


def event(n, type, **keys):
    for k in ("after", "about", "target"):
        if isinstance(keys.get(k), int):
            keys[k] = ulid(keys[k])
    if "conflicts" in keys:
        keys["conflicts"] = [ulid(c) for c in keys["conflicts"]]
    if "class_" in keys:
        keys["class"] = keys.pop("class_")
    return {"id": ulid(n), "type": type, "ref": REF, "time": f"2026-03-01T00:{n:02}:00Z", **keys}


def submitted(n=1, **k):
    return event(n, "submitted", **{"stage": "submitted", "referrer": "clinic", "subject": "P-1", "service": "s", **k})

def routed(n, provider, after, **k):
    return event(n, "routed", after=after, was="submitted", stage="routed", provider=provider, **k)

def moved(n, stage, after, phase="active", effect="none", **k):
    return event(n, "moved", after=after, stage=stage, phase=phase, effect=effect, **k)

def accepted(n, after, **k):
    return moved(n, "accepted", after, "active", "accepted", **k)

def declined(n, after, **k):
    return moved(n, "declined", after, "new", "declined", **k)

def progress(n, after, **k):
    return moved(n, "in-progress", after, **k)

def closed(n, after, outcome="completed", class_="success", **k):
    return event(n, "closed", after=after, outcome=outcome, class_=class_, **k)

def reopened(n, after, stage="submitted", phase="new", **k):
    return event(n, "reopened", after=after, stage=stage, phase=phase, reason="r", **k)

def undo(n, target, **k):
    return event(n, "undone", target=target, reason="r", **k)

def settle(n, *conflicts, **k):
    return event(n, "settled", conflicts=conflicts, **k)

def void(n, **k):
    return event(n, "voided", reason="r", **k)

def message(n, about, status="sent", recipient="clinic", message="closure", via="mail", **k):
    return event(n, "notified", about=about, recipient=recipient, message=message, via=via, status=status, **k)

def ack(n, about, **k):
    return event(n, "acknowledged", about=about, **k)

def amend(n, target, changes, **k):
    return event(n, "amended", target=target, changes=changes, reason="r", **k)


THIRD = [routed(2, "p", 1), declined(3, 2), accepted(4, 2), closed(5, 4)]
VOIDED = [routed(2, "p", 1), void(3), accepted(4, 2)]

# (events after 1, path, conflicts, void, told or None where the table is silent); the order of the table's rows
CASES = [
    ([routed(2, "p", 1), accepted(3, 2), accepted(4, 2), undo(5, 3)], [1, 2, 4], 0, False, None),
    ([routed(2, "p", 1), accepted(3, 2), progress(4, 3), undo(5, 3)], [1, 2, 3, 4], 1, False, None),
    (THIRD, [1, 2, 3], 1, False, None),
    (THIRD + [undo(6, 3)], [1, 2, 4, 5], 0, False, None),
    ([routed(2, "p", 1), routed(3, "q", 1), undo(4, 2), routed(5, "q", 1)], [1, 3], 0, False, None),
    ([routed(2, "p", 1), accepted(3, 2), undo(4, 3), accepted(5, 2), progress(6, 3)], [1, 2, 5, 6], 0, False, None),
    ([routed(2, "p", 1), undo(3, 2), declined(4, 2), routed(5, "p", 1)], [1, 5, 4], 0, False, None),
    (VOIDED, [1, 2], 1, True, None),
    (VOIDED + [undo(5, 3)], [1, 2, 4], 0, False, None),
    ([closed(2, 1, "unmet", "unserved"), routed(3, "p", 1), settle(4, 3), undo(5, 2)], [1], 0, False, None),
    ([routed(2, "p", 1), accepted(3, 2), closed(4, 3), closed(5, 3, told=True)], [1, 2, 3, 4], 0, False, True),
    ([routed(2, "p", 1), accepted(3, 2), closed(4, 3, value="1.00", currency="EUR"),
      closed(5, 3, value="2.00", currency="EUR")], [1, 2, 3, 4], 1, False, None),
    ([closed(2, 1), reopened(3, 2), undo(4, 2), undo(5, 3), undo(6, 2)], [1], 0, False, None),
    ([closed(2, 1), message(3, 2), undo(4, 2)], [1], 1, False, False),
    ([closed(2, 1), closed(3, 1), message(4, 2), undo(5, 2)], [1, 3], 0, False, True),
]


def folded(*events):
    return fold.fold([submitted(), *events])[REF]


def path(r):
    return [int(r.first(s)) for s in r.path]


def row(*events, others=()):
    ledger = fold.fold([submitted(), *events, *others])
    return ledger[REF].status(ledger, fold.millis(NOW))


class Table(unittest.TestCase):
    def test_rows(self):
        self.assertEqual(len(CASES), 15)
        for number, (events, want, conflicts, is_void, told) in enumerate(CASES, 1):
            for order in (events, list(reversed(events)), events + events[:1]):
                with self.subTest(row=number):
                    r = fold.fold({e["id"]: e for e in [*order, submitted()]}.values())[REF]
                    self.assertEqual(path(r), want)
                    self.assertEqual(r.conflict_count(), conflicts)
                    self.assertEqual(r.void, is_void)
                    if told is not None:
                        self.assertEqual(bool(r.told()), told)


class Undoing(unittest.TestCase):
    def check(self, want, conflicts, *events):
        r = folded(*events)
        self.assertEqual((path(r), r.conflict_count()), (want, conflicts))

    def test_undo_of_an_undo(self):
        self.check([1, 2], 0, routed(2, "p", 1), undo(3, 2), undo(4, 3))
        self.check([1], 0, routed(2, "p", 1), undo(3, 2), undo(4, 3), undo(5, 4))

    def test_undo_of_an_undo_too_late(self):            # the other's word has taken the place
        self.check([1, 3], 1, routed(2, "p", 1), routed(3, "q", 1), undo(4, 2), undo(5, 4))

    def test_third_undo_is_passed_over(self):           # 6 would put 2 out again, which 5 stands on
        self.check([1, 2, 5], 1, routed(2, "p", 1), undo(3, 2), undo(4, 3), accepted(5, 2), undo(6, 4))

    def test_passed_over_undone_or_settled(self):
        built = [routed(2, "p", 1), accepted(3, 2), undo(4, 2)]
        self.check([1, 2, 3], 1, *built)
        self.check([1, 2, 3], 0, *built, undo(5, 4))
        self.check([1, 2, 3], 0, *built, settle(5, 4))
        self.check([1, 2, 3], 1, *built, settle(5, 4), undo(6, 5))
        self.check([1, 2], 1, *built, undo(5, 3))       # stays passed over: judged at its place

    def test_undoing_one_of_two_mid_path(self):         # a step keeps its other event
        self.check([1, 3, 4], 0, routed(2, "p", 1), routed(3, "p", 1), accepted(4, 2), undo(5, 2))
        self.check([1, 3, 4], 1, routed(2, "p", 1), routed(3, "p", 1), accepted(4, 2), undo(5, 2), undo(6, 3))

    def test_submitted(self):
        self.check([], 0, undo(2, 1))
        self.check([1, 2], 1, routed(2, "p", 1), undo(3, 1))

    def test_settled_then_undone(self):
        two = [routed(2, "p", 1), routed(3, "q", 1)]
        self.check([1, 2], 1, *two)
        self.check([1, 2], 0, *two, settle(4, 3))
        self.check([1, 2], 1, *two, settle(4, 3), undo(5, 4))
        self.check([1, 2], 0, *two, settle(4, 2, 3))    # 2 is on the path at 4: it stays
        self.check([1, 3], 0, *two, settle(4, 3), undo(5, 2), undo(6, 4))
        self.check([1, 3, 7], 1, *two, settle(4, 3), undo(5, 2), undo(6, 4), accepted(7, 3), undo(8, 6))

    def test_settled_and_the_same_said_later(self):
        two = [routed(2, "p", 1), routed(3, "q", 1)]
        self.check([1, 2], 0, *two, routed(4, "q", 1), settle(5, 3))
        self.check([1, 2], 1, *two, settle(4, 3), routed(5, "q", 1))

    def test_settled_leaves_what_follows(self):
        self.check([1, 2], 1, routed(2, "p", 1), routed(3, "q", 1), accepted(4, 3), settle(5, 3))
        self.check([1, 2], 0, routed(2, "p", 1), routed(3, "q", 1), accepted(4, 3), settle(5, 3, 4))

    def test_closed_and_reopened(self):
        self.check([1, 2], 1, closed(2, 1), routed(3, "p", 2))
        self.check([1], 1, reopened(2, 1))
        self.check([1, 2, 3, 4], 0, closed(2, 1), reopened(3, 2), routed(4, "p", 3))

    def test_waiting(self):
        self.check([1], 0, accepted(3, 2), undo(4, 3), message(5, 3))
        self.check([1], 0, routed(2, "p", 4), routed(5, "p", 2))
        self.check([1], 0, routed(2, "p", 2))

    def test_void(self):
        self.check([1], 1, void(2), routed(3, "p", 1))
        self.check([1, 3], 0, void(2), routed(3, "p", 1), undo(4, 2))
        self.check([], 0, void(2), undo(3, 1))

    def test_once(self):
        r = folded(routed(2, "p", 1), undo(3, 2, once="a"), undo(4, 2, once="a"), undo(5, 3))
        self.assertEqual(path(r), [1])                  # 4 says what 3 said, and counts once 3 is out
        r = folded(routed(2, "p", 1), void(3, once="a"), void(4, once="a"), undo(5, 4))
        self.assertTrue(r.void)
        r = folded(void(2, once="a"), undo(3, 2, once="b"), undo(4, 3, once="b"))
        self.assertFalse(r.void)                        # 4 says what 3 says: it cannot put 3 out


class Telling(unittest.TestCase):
    def check(self, loop, conflicts, *events):
        r = row(*events)
        self.assertEqual((r["loop"], r["conflicts"]), (loop, conflicts))
        return r

    def test_amended_outcome_makes_it_untold(self):
        base = [closed(2, 1), message(3, 2)]
        self.check("closed", 0, *base)
        self.check("untold", 0, *base, amend(4, 2, {"outcome": "other"}))
        self.check("untold", 0, *base, amend(4, 2, {"sealed": {"feedback": "x"}}))
        self.check("closed", 0, *base, amend(4, 2, {"document": "d"}))
        self.check("untold", 0, *base, amend(4, 2, {"outcome": "other"}), message(5, 2))
        r = self.check("closed", 0, *base, amend(4, 2, {"outcome": "other"}), ack(5, 4))
        self.assertEqual((r["outcome"], r["told_at"], r["acknowledged_at"]),
                         ("other", "2026-03-01T00:05:00Z", "2026-03-01T00:05:00Z"))
        self.check("closed", 0, *base, amend(4, 2, {"outcome": "other"}), undo(5, 4))
        self.check("closed", 1, *base, amend(4, 2, {"outcome": "other"}), message(5, 4, recipient="p"), undo(6, 4))
        self.check("untold", 0, closed(2, 1, told=True), amend(3, 2, {"reason": None}))

    def test_bounced_after_sent(self):
        self.check("untold", 0, closed(2, 1), message(3, 2), message(4, 2, "bounced"))
        r = self.check("closed", 0, closed(2, 1), message(3, 2), message(4, 2, "bounced"), message(5, 2), message(6, 2))
        self.assertEqual(r["told_at"], "2026-03-01T00:05:00Z")
        self.check("closed", 0, closed(2, 1), message(3, 2), message(4, 2, "failed"), message(5, 2, "sending"))
        self.check("closed", 0, closed(2, 1), message(3, 2), message(4, 2, "bounced", via="post"))
        self.check("closed", 0, closed(2, 1), message(3, 2), message(4, 2, "bounced"), undo(5, 4))
        self.check("open", 0, closed(2, 1), message(3, 2), message(4, 2, "bounced"), undo(5, 2))

    def test_others_are_not_the_referrer(self):
        self.check("untold", 0, closed(2, 1), message(3, 2, recipient="p"))
        self.check("untold", 0, closed(2, 1), message(3, 2, message="progress"))

    def test_instants(self):
        r = self.check("closed", 0, closed(2, 1), message(3, 2), ack(4, 2), amend(5, 4, {"time": "2026-03-02T00:00:00.050Z"}))
        self.assertEqual((r["told_at"], r["acknowledged_at"]), ("2026-03-01T00:03:00Z", "2026-03-02T00:00:00.050Z"))
        r = self.check("closed", 0, closed(2, 1), closed(3, 1, told=True), amend(4, 2, {"time": "2026-03-02T00:00:00Z"}))
        self.assertEqual((r["closed_at"], r["told_at"]), ("2026-03-02T00:00:00Z", "2026-03-01T00:03:00Z"))
        self.assertEqual(r["anomalies"], ["told-before-closed"])

    def test_conflict_until_told_anew(self):
        wrong = [closed(2, 1), message(3, 2), undo(4, 2), closed(5, 1, "unmet", "unserved")]
        self.check("untold", 1, *wrong)
        self.check("closed", 0, *wrong, message(6, 5))
        self.check("closed", 0, *wrong, ack(6, 5))
        self.check("untold", 1, *wrong, message(6, 5, recipient="p"))
        self.check("untold", 0, *wrong, settle(6, 3))
        self.check("untold", 1, *wrong, settle(6, 3), undo(7, 6))
        self.check("untold", 0, *wrong, undo(6, 3))
        self.check("untold", 1, *wrong, message(6, 3))          # about no closing

    def test_settled_telling_still_tells(self):
        self.check("closed", 0, closed(2, 1), message(3, 2), settle(4, 3))

    def test_about_an_event_that_is_out(self):                  # 5 came after the telling
        self.check("untold", 0, closed(2, 1), message(3, 2), undo(4, 2), closed(5, 1))

    def test_told_off_the_path_is_one_conflict(self):
        self.check("untold", 1, closed(2, 1), closed(3, 1, "x", told=True))

    def test_reopened(self):
        r = self.check("open", 0, closed(2, 1, told=True), reopened(3, 2))
        self.assertEqual([r[k] for k in ("outcome", "outcome_class", "closed_at", "told_at")], [None] * 4)


class Rows(unittest.TestCase):
    def test_attempts(self):
        r = row(routed(2, "p", 1), declined(3, 2), routed(4, "q", 3), closed(5, 4))
        self.assertEqual([r[k] for k in ("attempts", "provider", "routed_at", "answered_at", "accepted_at", "stage")],
                         [2, "q", "2026-03-01T00:02:00Z", "2026-03-01T00:03:00Z", "2026-03-01T00:05:00Z", "routed"])
        r = row(routed(2, "p", 1), routed(3, "q", 2), accepted(4, 3), declined(5, 4), accepted(6, 5))
        self.assertEqual((r["attempts"], r["accepted_at"], r["waiting_on"]), (2, "2026-03-01T00:04:00Z", "provider"))
        r = row(routed(2, "p", 1), closed(3, 2, "x", "neutral"), reopened(4, 3, "routed", "assigned"), accepted(5, 4))
        self.assertEqual((r["attempts"], r["answered_at"]), (1, "2026-03-01T00:05:00Z"))
        r = row(routed(2, "p", 1), closed(3, 2, "x", "neutral"), reopened(4, 3), accepted(5, 4))
        self.assertEqual((r["attempts"], r["answered_at"]), (1, None))

    def test_held(self):
        on = [routed(2, "p", 1), moved(3, "on-hold", 2, "held", time="2026-03-02T10:00:00Z")]
        self.assertEqual(row(*on)["held_s"], 29 * 86400 + 2 * 3600)
        off = on + [moved(4, "still", 3, "held"), progress(5, 4, time="2026-03-02T10:00:01.250Z")]
        self.assertEqual(row(*off)["held_s"], 1.25)
        self.assertEqual(row(*off, amend(6, 5, {"precision": "day"}))["held_s"], 0)
        self.assertEqual(row(*off, amend(6, 5, {"precision": "week"}))["held_s"], None)
        self.assertEqual(row(*off, amend(6, 5, {"time": "2026-03-02T09:00:00Z"}))["held_s"], None)
        self.assertEqual(row(*off, amend(6, 5, {"time": "2026-03-04T09:00:00Z", "precision": "day"}))["held_s"], 172800)

    def test_amendments(self):
        r = row(amend(2, 1, {"service": "t", "stage": "x", "location": "here"}), amend(3, 1, {"sealed": {"location": "h"}}))
        self.assertEqual((r["service"], r["stage"], r["location"], r["anomalies"]),
                         ("t", "submitted", None, ["amendment-ignored"]))
        r = row(amend(2, 1, {"value": "1.00"}))
        self.assertEqual((r["value"], r["anomalies"]), (None, ["amendment-ignored"]))
        r = row(amend(2, 1, {"value": "1.00", "currency": "EUR"}), closed(3, 1))
        self.assertEqual((r["value"], r["currency"], r["anomalies"]), ("1.00", "EUR", []))
        self.assertEqual(row(amend(2, 1, {"stage": "x"}), undo(3, 2))["anomalies"], [])
        # the step's amendments hold for its next event too; the path's end says what it recorded
        r = row(closed(2, 1), amend(3, 2, {"outcome": "z"}), closed(4, 1), undo(5, 2))
        self.assertEqual((r["outcome"], r["conflicts"]), ("completed", 0))      # recorded before 3 nothing is in
        r = row(closed(2, 1), closed(3, 1), amend(4, 2, {"outcome": "z"}), undo(5, 2))
        self.assertEqual((r["outcome"], r["conflicts"]), ("z", 0))

    def test_anomalies(self):
        early = {"time": "2026-02-01T00:00:00Z"}
        r = row(routed(2, "p", 1, **early), accepted(3, 2, time="2026-01-31T00:00:00Z"),
                closed(4, 3, duplicate_of="R-X", **early), message(5, 4, time="2026-01-01T00:00:00Z"),
                amend(6, 1, {"follows": "R-X", "parent": "R-X", "id": "x"}))
        self.assertEqual(r["anomalies"], [
            "routed-before-submitted", "answered-before-routed", "accepted-before-submitted", "closed-before-submitted",
            "told-before-closed", "duplicate-of-nothing", "follows-nothing", "parent-nothing", "amendment-ignored"])
        self.assertEqual(row(routed(2, "p", 1, time="2026-03-01T00:00:00Z", precision="day"))["anomalies"], [])
        self.assertEqual(row(routed(2, "p", 1, precision="month", **early))["anomalies"], [])

    def test_parts(self):
        def part(of, n=1, ref=REF, *events):
            return [{**submitted(n), "ref": ref, "parent": of}, *({**e, "ref": ref} for e in events)]
        def odd(*events):
            ledger = fold.fold(events)
            return ledger[REF].status(ledger, fold.millis(NOW))["anomalies"]
        self.assertEqual(odd(*part("R-B"), *part(None, 10, "R-B")), [])
        self.assertEqual(odd(*part("R-B"), *part(REF, 10, "R-B")), ["parent-cycle"])
        self.assertEqual(odd(*part("R-B"), *part(REF, 10, "R-B", void(11))), [])
        self.assertEqual(odd(*part(REF)), ["parent-cycle"])
        back = closed(11, 10, "duplicate", "neutral", duplicate_of=REF)
        self.assertEqual(odd(*part("R-B"), *part(None, 10, "R-B", back)), ["parent-cycle"])

    def test_duplicates(self):
        def other(ref, n, *events):
            return [{**e, "ref": ref} for e in (submitted(n), *events)]
        mine = closed(2, 1, "duplicate", "neutral", duplicate_of="R-B")
        self.assertEqual(row(mine, others=other("R-B", 10))["conflicts"], 0)
        self.assertEqual(row(mine, others=other("R-B", 10, void(11)))["conflicts"], 1)
        self.assertEqual(row(mine, settle(3, 2), others=other("R-B", 10, void(11)))["conflicts"], 0)
        back = closed(11, 10, "duplicate", "neutral", duplicate_of=REF)
        self.assertEqual(row(mine, others=other("R-B", 10, back))["conflicts"], 1)
        self.assertEqual(row(mine, reopened(3, 2), others=other("R-B", 10, back))["conflicts"], 0)
        onward = closed(11, 10, "duplicate", "neutral", duplicate_of="R-B")     # B is in a cycle, mine is not
        self.assertEqual(row(mine, others=other("R-B", 10, onward))["conflicts"], 0)
        self.assertEqual(row(mine)["anomalies"], ["duplicate-of-nothing"])


class Whole(unittest.TestCase):
    def print(self, files):
        with tempfile.TemporaryDirectory() as d:
            os.mkdir(os.path.join(d, "events"))
            for n, b in enumerate(files):
                with open(os.path.join(d, "events", f"w{n}.jsonl"), "wb") as f:
                    f.write(b)
            return subprocess.run([sys.executable, fold.__file__, d, "--now", NOW], check=True, capture_output=True).stdout

    def test_any_arrangement(self):
        lines = [json.dumps(e).encode() for e in (submitted(subject="P-\u00fc"), routed(2, "p", 1), accepted(3, 2))]
        want = self.print([b"\n".join(lines) + b"\n"])
        self.assertTrue(want.startswith(b'{"schema":"referral.status/1","referrals":[{"ref":"R-0000000001","stage":"accepted",'))
        self.assertIn(b'"held_s":0,"loop":"open","conflicts":0,"void":false,"since":', want)
        self.assertIn("P-\u00fc".encode(), want)
        for order in itertools.permutations(lines):
            self.assertEqual(self.print([b"\xef\xbb\xbf" + b"\r\n\r\n".join(order) + b"\n<<<<<<< x\n\0\0", lines[0]]), want)

    def test_faults_of_a_line(self):
        good = json.dumps(submitted())
        for bad in ('{"a":1,"a":2,', '{"a":NaN,', '{"a":01,', '{"a":"\\ud800",', '{"a":1,,', '{"\\u0069d":"x",'):
            self.assertIsNone(fold.strict((bad + good[1:]).encode()), bad)
        self.assertIsNone(fold.strict(good.encode() + b"\xff"))
        self.assertIsNotNone(fold.strict(b" " + good.encode()))

    def test_altered_copies(self):
        a, b = (json.dumps(submitted(service=s)).encode() for s in "ab")
        self.assertIn(b'"service":"a"', self.print([b, a]))
        naming = json.dumps({"id": ulid(9), "type": "unknown", "prev": [fold.digest(b)]}).encode()
        self.assertIn(b'"service":"b"', self.print([a + b"\n" + naming, b + b"\r\n"]))


if __name__ == "__main__":
    unittest.main()
