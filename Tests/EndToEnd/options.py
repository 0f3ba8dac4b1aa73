"""Says where the options of a recording command, the keys of a line of its batch, and what they record differ.

    options.py REFERRAL    in a ledger of three referrals: one is routed, one closed and not told, one new
"""
import json
import re
import subprocess
import sys

tool = sys.argv[1]
OF_ANY = {"time", "actor", "as", "once", "tag", "tags", "ref", "key", "system"}
OF_THE_COMMAND = {"stdin", "input", "keep-going", "dry-run", "C", "now", "format", "lock-timeout", "version", "h"}


def run(words, text=""):
    return subprocess.run([tool, *words], input=text, capture_output=True, text=True)


opened, closed, new = (row["ref"] for row in json.loads(run(["status", "--format", "json"]).stdout)["referrals"])
newest = json.loads(run(["log", opened, "--format", "ndjson"]).stdout.splitlines()[-1])["id"]
people = [row["person"] for row in json.loads(run(["people", "list", "--format", "json"]).stdout)["people"]]

# What each command is given: all that it takes, in two goes where it takes either of two.
GIVEN = {
    "submit": {"from": "lake", "for": "Zoe <zoe@x.org>", "service": "food", "priority": "urgent", "need": "n", "channel": "c", "source": "s",
               "campaign": "g", "code": "d", "segment": "t", "incentive": "i", "location": "l", "language": "en", "value": "5.50",
               "currency": "EUR", "household": "h", "people": "3", "follows": closed, "parent": opened, "document": "doc:1", "key": "k", "system": "y"},
    "submit ": {"from": "lake", "for_id": "77", "service": "food", "key": "k"},
    "route": {"ref": new, "to": "kitchen"},
    "update": {"ref": opened, "stage": "accepted", "note": "n", "scheduled_for": "2031-01-01", "expected_by": "2031-01-02", "document": "doc:1"},
    "update ": {"ref": opened, "stage": "declined", "reason": "full"},
    "close": {"ref": opened, "outcome": "duplicate", "reason": "r", "feedback": "f", "value": "5.50", "currency": "EUR",
              "duplicate_of": closed, "document": "doc:1", "told": "true"},
    "reopen": {"ref": closed, "reason": "r", "resume": "true"},
    "notify": {"ref": closed, "via": "phone"},
    "ack": {"ref": closed},
    "note": {"ref": opened, "text": "t", "kind": "contact", "party": "subject", "channel": "phone", "result": "reached", "done": "1",
             "planned": "2", "document": "doc:1"},
    "rate": {"ref": closed, "rater": "referrer", "score": "3", "low": "1", "high": "5", "comment": "c"},
    "undo": {"event": newest, "reason": "r"},
    "undo ": {"last": opened, "reason": "r"},
    "void": {"ref": opened, "reason": "r"},
    "forget": {"subject": people[0]},
    "people link": {"person": people[0], "alias": people[1], "reason": "r"},
    "settle": None, "amend": None, "record": None,
}
WITHOUT_OPTION = {"ref", "stage", "text", "event", "subject", "person", "alias"}
SWITCHES = {"told", "resume"}
DRAWN = {"ref", "subject", "household", "time"}


def events(result):
    """What would be recorded, without what is drawn by lot."""
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    if not lines:
        return result.stderr
    return [{key: None if key in DRAWN else sorted(value) if key == "sealed" else value
             for key, value in line.items() if key not in ("id", "clock")} for line in lines]


def options_of(command):
    dump = json.loads(run([*command.split(), "--experimental-dump-help"]).stdout)["command"]["arguments"]
    for argument in dump:
        name = (argument.get("names") or [{"name": argument["valueName"]}])[0]["name"]
        if name not in OF_THE_COMMAND:
            yield "ref" if name == "mark" else name.replace("-", "_")


for name, given in GIVEN.items():
    command = name.strip()
    said = run([*command.split(), "--stdin", "--keep-going", "--format", "json"], '{"nosuchkeyatall":1}\n').stdout
    keys = set(re.search(r": use (.*)", json.loads(said)["results"][0]["message"])[1].split(", "))
    options = set(options_of(command))
    if command in ("amend", "record"):
        # Their keys stand as KEY=VALUE.
        options = {option for option in options if "=" not in option}
        if not options - OF_ANY <= keys:
            print(command, "has options that no line may have:", options - keys)
    elif keys - OF_ANY != options - OF_ANY:
        print(command, "differs in", (keys ^ options) - OF_ANY)
    if given is None:
        continue
    untried = keys - OF_ANY - {key for other, words in GIVEN.items() if other.strip() == command for key in words}
    if untried:
        print(command, "was not tried with", untried)
    plain, whole = command.split(), command.split()
    for key, value in given.items():
        option = "--mark" if command == "notify" and key == "ref" else "--" + key.replace("_", "-")
        if key in WITHOUT_OPTION and option != "--mark":
            plain.append(value)
            whole.append(value)
        elif key in SWITCHES:
            plain.append(option)
            whole.append(option)
        else:
            plain += [option, value]
            whole.append(f"{option}={value}")
    answers = [events(run([*plain, "--dry-run"])), events(run([*whole, "--dry-run"])),
               events(run([*command.split(), "--stdin", "--dry-run"], json.dumps(given) + "\n"))]
    if not isinstance(answers[0], list) or answers[1] != answers[0] or answers[2] != answers[0]:
        print(command, "records", *answers, sep="\n  ")
    elif not set(given) - {"ref", "from", "for", "for_id", "key", "to", "event", "last", "subject"} <= {
            key for event in answers[0] for key in [*event, *event.get("sealed", [])]} | {"resume"}:
        print(command, "leaves out some of", given, answers[0])
