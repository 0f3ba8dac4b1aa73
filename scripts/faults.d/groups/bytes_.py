"""Every byte of a small log: cut there, filled with NUL from there, one bit turned."""
import glob, json, os, shutil

import bench


def run(count, quick, chance):
    with bench.Folder() as folder:
        place = os.path.join(folder, "ledger")
        bench.ledger(place, 3)
        path = glob.glob(os.path.join(place, "events", "*.jsonl"))[0]
        whole = open(path, "rb").read()
        lines = whole.splitlines(keepends=True)
        ids = [json.loads(line)["id"] for line in lines]
        ends = [sum(map(len, lines[:number + 1])) for number in range(len(lines))]
        _, head, _ = bench.run(["-C", place, "head"])
        head = head.decode().strip()
        count.acknowledged += len(ids)
        step = 41 if quick else 1
        for offset in range(chance.randrange(step), len(whole), step):
            complete = [event for event, end in zip(ids, ends) if end - 1 <= offset]
            cut(count, place, path, whole, offset, complete)
            zeros(count, place, path, whole, offset, [event for event, end in zip(ids, ends) if end <= offset])
            for bit in ([1 << chance.randrange(8)] if quick else (1, 16)):
                flip(count, place, path, whole, offset, bit, ids, ends, head)
        shutil.rmtree(place)


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def there(count, what, place, wanted):
    status, found, err = bench.events(place)
    if status != 0 or bench.crashed(status, err):
        return count.fail("wrong", f"{what}: log exits {status}: {err[:200]}")
    for event in wanted:
        if event not in found:
            count.fail("lost", f"{what}: {event} is a whole line and is not read")


def cut(count, place, path, whole, offset, complete):
    what = f"cut at byte {offset}"
    count.case(what)
    write(path, whole[:offset])
    there(count, what, place, complete)
    # The next append glues nothing on.
    if complete and offset % 3 == 0:
        status, out, err = bench.run(["-C", place, "submit", "--from", "x", "--for-id", "y", "--service", "z", "--format", "json"],
                                     REFERRAL_WRITER=os.path.basename(path).split(".")[0])
        if status == 0:
            there(count, f"{what}, and appended to", place, complete + [json.loads(out)["events"][0]["id"]])
        else:
            count.fail("wrong", f"{what}: the next append exits {status}: {err[:200]}")


def zeros(count, place, path, whole, offset, complete):
    what = f"NUL from byte {offset}"
    count.case(what)
    write(path, whole[:offset] + b"\0" * (len(whole) - offset))
    there(count, what, place, complete)


def flip(count, place, path, whole, offset, bit, ids, ends, head):
    what = f"bit {bit} of byte {offset} turned"
    count.case(what)
    data = bytearray(whole)
    data[offset] ^= bit
    write(path, bytes(data))
    line = next(number for number, end in enumerate(ends) if offset < end)
    # A line end that is turned spoils its neighbour too.
    spoilt = {line, line + 1} if offset == ends[line] - 1 or data[offset] in (0x0A, 0x0D) else {line}
    there(count, what, place, [event for number, event in enumerate(ids) if number not in spoilt])
    status, _, err = bench.run(["-C", place, "verify", "--head", head])
    if bench.crashed(status, err):
        count.fail("wrong", f"{what}: verify crashed: {err[:200]}")
    elif status == 0:
        count.fail("undetected", f"{what}: verify --head finds nothing")
    if line < len(ids) - 1 and bench.run(["-C", place, "verify"])[0] == 0:
        count.fail("undetected", f"{what}: verify finds nothing, and another line names it")
