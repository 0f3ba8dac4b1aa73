"""Eight writers at once, single events and batches, with a killer among them."""
import contextlib, json, os, signal, subprocess, threading, time

import bench


def run(count, quick, chance):
    seconds = 6 if quick else 60
    with bench.Folder() as folder:
        place = os.path.join(folder, "ledger")
        ref = bench.ledger(place, 0)
        acknowledged, running, stop = set(), {}, time.time() + seconds
        mutex = threading.Lock()

        def write(worker):
            number = 0
            while time.time() < stop:
                number += 1
                if number % 4 == 0:
                    lines = "".join(json.dumps({"ref": ref, "text": "x", "once": f"{worker}-{number}-{n}"}) + "\n" for n in range(3))
                    words, stdin = ["note", "--stdin", "--format", "ndjson"], lines.encode()
                else:
                    words, stdin = ["note", ref, f"{worker} {number}", "--once", f"{worker}-{number}", "--format", "json"], b""
                # Two of the writers share a name, as one clone's two terminals do.
                process = subprocess.Popen([bench.BINARY, "-C", place, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                           stderr=subprocess.PIPE, env=bench.environment(REFERRAL_WRITER=f"w{worker % 4}"))
                with mutex:
                    running[worker] = process
                out, err = process.communicate(stdin)
                with mutex:
                    running.pop(worker, None)
                    count.cases += 1
                    if process.returncode == 0:
                        ids = [row["event"] for row in map(json.loads, out.splitlines())] if stdin else \
                            [event["id"] for event in json.loads(out)["events"]]
                        acknowledged.update(ids)
                    elif bench.crashed(process.returncode, err) or process.returncode not in (-9, 75):
                        count.fail("wrong", f"exits {process.returncode}: {err[:200]}")

        def kill():
            while time.time() < stop:
                time.sleep(chance.uniform(0.02, 0.2))
                with mutex:
                    if running:
                        with contextlib.suppress(ProcessLookupError):           # it has just ended by itself
                            os.kill(chance.choice(list(running.values())).pid, signal.SIGKILL)

        threads = [threading.Thread(target=write, args=(worker,)) for worker in range(8)] + [threading.Thread(target=kill)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        count.acknowledged += len(acknowledged)
        there = set(bench.events(place)[1])
        for event in sorted(acknowledged - there):
            count.fail("lost", f"{event} was acknowledged and is not there")
        status, out, _ = bench.run(["-C", place, "verify"])
        if status != 0 and b": torn:" not in out and b": not-json:" not in out:
            count.fail("wrong", f"verify exits {status}: {out[:300]}")
        if bench.run(["-C", place, "note", ref, "the next"])[0] != 0:
            count.fail("wrong", "the next append does not work")
        once = [json.loads(line).get("once") for line in bench.run(["-C", place, "log", "--format", "ndjson"])[1].splitlines()]
        words = [word for word in once if word]
        if len(words) != len(set(words)):
            count.fail("wrong", "a word given with --once stands twice")
        for name in bench.leftovers(place):
            if not name.endswith("/batch"):
                count.fail("wrong", f"{name} was left")
