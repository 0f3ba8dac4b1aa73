#!/usr/bin/env python3
"""Makes a ledger of many events, always the same for the same numbers, as the tool itself would write it.

    generate.py DIRECTORY EVENTS [--seed N]

Seven events a referral, interleaved as a year's work is; four writers, who work apart for a while and
then merge, so that the files together are not in the order of ids; names and notes with Unicode and
escapes; segments of a mebibyte.  DIRECTORY has been made by `referral init`.
"""
import argparse, base64, hashlib, heapq, os, random

BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
START = 1_735_689_600_000                                        # 2025-01-01T00:00:00Z
PROVIDERS = [f"provider-{n:02}" for n in range(40)]
REFERRERS = [f"clinic-{n:03}" for n in range(200)]
SERVICES = ["housing", "food", "legal", "cardiology", "dental", "jobs", "counselling", "transport"]
CHANNELS = ["fax", "phone", "portal", "mail", "walk-in"]
SOURCES = ["Zürich Süd", "naïve \\\"quoted\\\" source", "日本語の紹介", "plain"]


def spell(value, digits):
    return "".join(BASE32[value >> 5 * i & 31] for i in range(digits - 1, -1, -1))


def instant(ms):
    seconds, fraction = divmod(ms, 1000)
    days, rest = divmod(seconds, 86400)
    # Days since 1970 to a date: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    z = days + 719468
    era, doe = divmod(z, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    day, month = doy - (153 * mp + 2) // 5 + 1, mp + 3 if mp < 10 else mp - 9
    year = yoe + era * 400 + (month <= 2)
    text = f"{year:04}-{month:02}-{day:02}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return text + (f".{fraction:03}Z" if fraction else "Z")


class Writer:
    """The segments of one writer."""

    def __init__(self, events, name):
        self.events, self.name, self.number, self.size, self.file = events, name, 0, 1 << 30, None

    def add(self, line):
        if self.size >= 1 << 20:
            if self.file:
                self.file.close()
            self.number, self.size = self.number + 1, 0
            self.file = open(os.path.join(self.events, f"{self.name}.{self.number:04}.jsonl"), "wb")
        self.file.write(line)
        self.file.write(b"\n")
        self.size += len(line) + 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("events", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    events = os.path.join(options.directory, "events")
    founding = next(open(os.path.join(events, name), "rb").readline().rstrip(b"\n") for name in os.listdir(events))
    writers = [Writer(events, f"bench{n}") for n in range(4)]
    heads = [[digest(founding)] for _ in writers]
    referrals = options.events // 7
    queue, made, now, counter = [], 0, START, 0
    step = max(1, 31_536_000_000 // max(1, options.events))
    uniform, getrandbits, randrange = chance.random, chance.getrandbits, chance.randrange
    while made < referrals or queue:
        now += step
        if made < referrals and (len(queue) < 400 or uniform() < 0.15):
            made += 1
            item = [0, "R-" + spell(getrandbits(50), 10), "P-" + spell(getrandbits(80), 16), randrange(4), None, randrange(40), randrange(1 << 30)]
        else:
            item = heapq.heappop(queue)[2]
        stage, ref, person, which, after, provider, salt = item
        counter += 1
        id = spell((now << 80) + (counter << 20) + (salt & 0xFFFFF), 26)
        head = f'{{"id":"{id}","type":"%s","ref":"{ref}","time":"{instant(now)}","actor":"staff-{which}@example.org","role":"%s",'
        if stage == 0:
            body = head % ("submitted", "coordinator") + (
                f'"stage":"submitted","referrer":"{REFERRERS[salt % 200]}","subject":"{person}","service":"{SERVICES[salt % 8]}",'
                f'"priority":"{"urgent" if salt % 5 == 0 else "routine"}","channel":"{CHANNELS[salt % 5]}","source":"{SOURCES[salt // 7 % 4]}"')
        elif stage == 1:
            body = head % ("routed", "coordinator") + f'"after":"{after}","was":"submitted","stage":"routed","provider":"{PROVIDERS[provider]}","rule":"named"'
        elif stage == 2:
            body = head % ("moved", "provider") + f'"after":"{after}","was":"routed","stage":"accepted","phase":"active","effect":"accepted"'
        elif stage == 3:
            seal = base64.urlsafe_b64encode(hashlib.sha256(id.encode()).digest()).rstrip(b"=").decode()
            body = head % ("noted", "coordinator") + f'"kind":"contact","party":"subject","result":"reached","sealed":{{"text":"{seal}"}}'
        elif stage == 4:
            body = head % ("moved", "provider") + f'"after":"{after}","was":"accepted","stage":"in-progress","phase":"active"'
        elif stage == 5:
            outcome, kind = [("completed", "success"), ("completed", "success"), ("partly-completed", "partial"), ("unreachable", "unserved")][salt % 4]
            body = head % ("closed", "provider") + f'"after":"{after}","was":"in-progress","outcome":"{outcome}","class":"{kind}"'
        else:
            body = head % ("notified", "coordinator") + f'"about":"{after}","recipient":"{REFERRERS[salt % 200]}","message":"closure","via":"mail","status":"sent","attempt":1'
        if counter % 5000 == 0:                                   # everybody merges
            union = sorted({hash for known in heads for hash in known})
            heads = [list(union) for _ in writers]
        line = (body + ',"prev":[' + ",".join(f'"{hash}"' for hash in sorted(heads[which])) + "]}").encode()
        heads[which] = [digest(line)]
        writers[which].add(line)
        if stage < 6:
            heapq.heappush(queue, (now + randrange(1, 60 * step * 10), counter, [stage + 1, ref, person, which, id if stage != 3 else after, provider, salt]))
    for writer in writers:
        if writer.file:
            writer.file.close()


def digest(line):
    return base64.urlsafe_b64encode(hashlib.sha256(line).digest()).rstrip(b"=").decode()


main()
