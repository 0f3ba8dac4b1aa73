"""The jobs, and what their peers are asked for the same answer."""
import csv, glob, io, json, os, shutil, subprocess, sys

from timing import Contender

NOW = "2027-01-01T00:00:00Z"
COLUMNS = "{type:'VARCHAR', ref:'VARCHAR', time:'TIMESTAMP', provider:'VARCHAR', effect:'VARCHAR', class:'VARCHAR'}"
PER_NEED = """
  SELECT ref, max(provider) AS provider,
         min(time) FILTER (type = 'submitted') AS submitted,
         min(time) FILTER (type = 'moved' AND effect = 'accepted') AS accepted,
         bool_or(coalesce(class = 'success', false)) AS completed
  FROM {events} WHERE ref IS NOT NULL GROUP BY ref"""
PER_PROVIDER = """
SELECT provider, count(submitted) AS submitted, count(accepted) AS accepted,
       count(*) FILTER (completed) AS completed,
       median(epoch_ms(accepted) - epoch_ms(submitted)) / 1000 AS median_s
FROM ({needs}) GROUP BY provider ORDER BY provider;"""
FILES = f"read_json('events/*.jsonl', format = 'newline_delimited', columns = {COLUMNS})"
DUCKDB = PER_PROVIDER.format(needs=PER_NEED.format(events=FILES))
LOADED = PER_PROVIDER.format(needs=PER_NEED.format(events="events"))
JQ = r"""
def ms: (.[0:19] + "Z" | fromdate) * 1000 + (if length > 20 then .[20:23] | tonumber else 0 end);
def median: sort | if length % 2 == 1 then .[length / 2 | floor] else (.[length / 2 - 1] + .[length / 2]) / 2 end;
reduce inputs as $e ({};
  if $e.type == "submitted" then .[$e.ref].submitted = $e.time
  elif $e.type == "routed" then .[$e.ref].provider = $e.provider
  elif $e.type == "moved" and $e.effect == "accepted" and (.[$e.ref].accepted | not) then .[$e.ref].accepted = $e.time
  elif $e.type == "closed" then .[$e.ref].completed = ($e.class == "success")
  else . end)
| [.[]] | group_by(.provider)[]
| [.[0].provider, length, (map(select(.accepted)) | length), (map(select(.completed)) | length),
   (map(select(.accepted) | (.accepted | ms) - (.submitted | ms)) | median / 1000)] | @csv"""
ONE = "SELECT line FROM events WHERE ref = '{ref}' ORDER BY id;"
C_APPEND = r"""
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
int main(int count, char **words) {
    static char line[400];
    int file = open(words[1], O_WRONLY | O_APPEND | O_CREAT, 0600);
    memset(line, 'x', sizeof line - 1), line[sizeof line - 1] = '\n';
    return flock(file, LOCK_EX) || write(file, line, sizeof line) < 0 || fdatasync(file) || close(file);
}"""


ORJSON = r"""
import sys, statistics, datetime, orjson
needs = {}
for name in sys.argv[1:]:
    for line in open(name, "rb"):
        event = orjson.loads(line)
        ref = event.get("ref")
        if ref is None: continue
        need, kind = needs.setdefault(ref, {}), event["type"]
        if kind == "submitted": need["submitted"] = event["time"]
        elif kind == "routed": need["provider"] = event["provider"]
        elif kind == "moved" and event.get("effect") == "accepted": need.setdefault("accepted", event["time"])
        elif kind == "closed": need["completed"] = event["class"] == "success"
ms = lambda text: datetime.datetime.fromisoformat(text[:-1] + "+00:00").timestamp() * 1000
groups = {}
for need in needs.values(): groups.setdefault(need["provider"], []).append(need)
for provider, of in sorted(groups.items()):
    times = [ms(need["accepted"]) - ms(need["submitted"]) for need in of if "accepted" in need]
    print(provider, len(of), len(times), sum(need.get("completed", False) for need in of), statistics.median(times) / 1000, sep=",")
"""
C_EMPTY = "int main(void) { return 0; }"


def queries():
    return f"report, Python with orjson:\n{ORJSON}\n\nreport, DuckDB:\n{DUCKDB}\n\nreport, jq -rn:\n{JQ}\n\nstatus, sqlite3:\n{ONE}\n\nsubmit, C:\n{C_APPEND}"


class Ground:
    """A generated ledger, and what the peers need of it."""

    def __init__(self, binary, place, events):
        self.binary, self.place, self.events = binary, place, events
        os.makedirs(place)
        self.ledger = os.path.join(place, "ledger")
        # Begun before the first generated event, whose clock is older than this machine's.
        subprocess.run([binary, "init", self.ledger], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env=dict(os.environ, REFERRAL_NOW="2024-12-31T00:00:00Z"))
        os.remove(os.path.join(self.ledger, ".referral", "heads"))
        generate = os.path.join(os.path.dirname(os.path.abspath(__file__)), "generate.py")
        subprocess.run([sys.executable, generate, self.ledger, str(events)], check=True)
        self.files = sorted(glob.glob(os.path.join(self.ledger, "events", "*.jsonl")))

    def tool(self, *words):
        return [self.binary, "-C", self.ledger, "--now", NOW, *words]

    def lines(self):
        for name in self.files:
            with open(name, "rb") as file:
                yield from file

    def sqlite(self):
        """The lines in one table with an index on the referral."""
        import sqlite3
        path = os.path.join(self.place, "events.sqlite")
        if not os.path.exists(path):
            with sqlite3.connect(path) as database:
                database.execute("CREATE TABLE events (id TEXT PRIMARY KEY, ref TEXT, line TEXT) WITHOUT ROWID")
                read = ((event["id"], event.get("ref"), json.dumps(event)) for event in map(json.loads, self.lines()))
                database.executemany("INSERT INTO events VALUES (?, ?, ?)", read)
                database.execute("CREATE INDEX by_ref ON events (ref)")
        return path

    def compiled(self, name, source):
        path = os.path.join(self.place, name)
        if not os.path.exists(path):
            subprocess.run(["cc", "-O2", "-static", "-x", "c", "-o", path, "-"], input=source.encode(), check=True)
        return path


def available(tool, how):
    return [] if shutil.which(tool) else [f"{tool} is not installed; {how}"]


def duckdb(ground, query, database=":memory:"):
    """DuckDB's own shell where it is installed, else its Python module; no bar of progress among the rows."""
    query = f"SET enable_progress_bar = false; {query}"
    if shutil.which("duckdb"):
        return ["duckdb", "-csv", "-noheader", database, query]
    code = ("import sys, duckdb\n"
            "for row in duckdb.connect(sys.argv[1]).execute(sys.argv[2]).fetchall(): print(*row, sep=',')")
    return [sys.executable, "-c", code, database, query]


def no_duckdb():
    if shutil.which("duckdb") or subprocess.run([sys.executable, "-c", "import duckdb"], stderr=subprocess.DEVNULL).returncode == 0:
        return []
    return ["DuckDB is not installed; pip install duckdb"]


REPORT = ["report", "--by", "provider", "--format", "json"]


def of_report(output):
    """(provider, submitted, accepted, completed, median seconds) of each group."""
    figures = [(group["key"], group["metrics"]) for group in json.loads(output)["groups"]]
    return [(key, of["submitted"]["value"], of["accepted_rate"]["numerator"], of["completion_rate"]["numerator"],
             round(of["time_to_accept"]["median"], 3)) for key, of in figures]


def of_rows(output):
    return [(row[0], *map(int, row[1:4]), round(float(row[4]), 3)) for row in csv.reader(io.StringIO(output.decode()))]


def report(ground):
    """Every figure for each provider, from the files alone."""
    contenders = [Contender("referral report", ["env", "REFERRAL_SNAPSHOT=off", *ground.tool(*REPORT)], of_report)]
    missing = no_duckdb()
    if not missing:
        contenders.append(Contender("DuckDB, declared schema", duckdb(ground, DUCKDB), of_rows, where=ground.ledger))
    lacking = available("jq", "apt-get install jq")
    if not lacking:
        contenders.append(Contender("jq", ["jq", "-rn", JQ, *ground.files], of_rows))
    if subprocess.run([sys.executable, "-c", "import orjson"], stderr=subprocess.DEVNULL).returncode == 0:
        contenders.append(Contender("Python with orjson", [sys.executable, "-c", ORJSON, *ground.files], of_rows))
    else:
        lacking.append("orjson is not installed; pip install orjson")
    no_rg = available("rg", "apt-get install ripgrep")
    if not no_rg:
        contenders.append(Contender("rg, only counting closings", ["rg", "-c", '"type":"closed"', *ground.files]))
    return contenders, missing + lacking + no_rg


def noted(ground):
    """The same report from what an earlier one noted, against a table that is loaded."""
    for words in (["head"], REPORT):
        subprocess.run(ground.tool(*words), check=True, stdout=subprocess.DEVNULL)
    contenders = [Contender("referral report, noted", ground.tool(*REPORT), of_report)]
    missing = no_duckdb()
    if not missing:
        loaded = os.path.join(ground.place, "loaded.duckdb")
        subprocess.run(duckdb(ground, f"CREATE OR REPLACE TABLE events AS SELECT * FROM {FILES};", loaded), check=True, cwd=ground.ledger,
                       stdout=subprocess.DEVNULL)
        contenders.append(Contender("DuckDB, a loaded table", duckdb(ground, LOADED, loaded), of_rows))
    return contenders, missing


def respelled(ground):
    """The same report where one line in ten was written anew by jq, with another order of keys."""
    if available("jq", ""):
        return [], ["jq is not installed; apt-get install jq"]
    place = os.path.join(ground.place, "respelled")
    if not os.path.exists(place):
        shutil.copytree(ground.ledger, place, ignore=shutil.ignore_patterns(".referral"))
        for name in glob.glob(os.path.join(place, "events", "*.jsonl")):
            with open(name, "rb") as file:
                lines = file.readlines()
            some = b"".join(lines[::10])
            written = subprocess.run(["jq", "-c", "--sort-keys", "."], input=some, stdout=subprocess.PIPE, check=True).stdout.splitlines(True)
            lines[::10] = written
            with open(name, "wb") as file:
                file.writelines(lines)
    plain = ["env", "REFERRAL_SNAPSHOT=off"]
    words = [*plain, ground.binary, "-C", place, "--now", NOW, *REPORT]
    return [Contender("referral report, respelled", words, of_report),
            Contender("referral report, as written", [*plain, *ground.tool(*REPORT)], of_report)], []


def verify(ground):
    """Every line and every hash."""
    contenders = [Contender("referral verify", ground.tool("verify"))]
    missing = available("openssl", "apt-get install openssl")
    if not missing:
        contenders.append(Contender("openssl dgst -sha256", ["openssl", "dgst", "-sha256", *ground.files]))
    return contenders, missing


def status(ground):
    """One referral out of all."""
    line = next(line for number, line in enumerate(ground.lines()) if number > ground.events // 3 and b'"ref"' in line)
    ref = json.loads(line)["ref"]
    contenders = [Contender("referral status REF", ground.tool("status", ref, "--format", "json"), lambda out: len(json.loads(out)["referrals"][0]["history"]))]
    missing = available("sqlite3", "apt-get install sqlite3")
    if not missing:
        words = ["sqlite3", ground.sqlite(), ONE.format(ref=ref)]
        contenders.append(Contender("sqlite3, indexed", words, lambda out: len(out.splitlines())))
    return contenders, missing


def submit(ground):
    """One durable append to a ledger of this size."""
    words = [ground.binary, "-C", ground.ledger, "submit", "--from", "x", "--for-id", "1", "--service", "food"]
    contenders = [Contender("referral submit", words)]
    missing = available("cc", "apt-get install gcc")
    if not missing:
        contenders.append(Contender("C: open flock write fdatasync", [ground.compiled("append", C_APPEND), os.path.join(ground.place, "appended")]))
    return contenders + swift(ground), missing


def swift(ground):
    """An empty program of the same language, made as the tool is."""
    if not shutil.which("swiftc") or sys.platform == "darwin":
        return []
    path = os.path.join(ground.place, "empty-swift")
    if not os.path.exists(path):
        with open(path + ".swift", "w"):
            pass
        subprocess.run(["swiftc", "-O", "-static-executable", path + ".swift", "-o", path], check=True, stderr=subprocess.DEVNULL, cwd=ground.place)
    return [Contender("Swift: an empty program", [path])]


def batch(ground):
    """As many submissions as the ledger has events, keys checked, linked and synced, into an empty ledger."""
    rows, fresh, database = (os.path.join(ground.place, name) for name in ("rows.csv", "fresh", "import.sqlite"))
    with open(rows, "w") as file:
        file.write("from,for_id,service,key\n")
        file.writelines(f"clinic-{number % 200},{number},food,{number}\n" for number in range(ground.events))

    def begin():
        shutil.rmtree(fresh, ignore_errors=True)
        subprocess.run([ground.binary, "init", fresh], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def drop():
        if os.path.exists(database):
            os.remove(database)

    words = [ground.binary, "-C", fresh, "submit", "--stdin", "--input", "csv"]
    contenders = [Contender("referral submit --stdin", words, before=begin, input=rows)]
    missing = available("sqlite3", "apt-get install sqlite3")
    if not missing:
        script = (f"CREATE TABLE rows (referrer TEXT, subject TEXT, service TEXT, key TEXT);\nCREATE UNIQUE INDEX keys ON rows (referrer, key);\n"
                  f".import --csv --skip 1 {rows} rows\n")
        path = os.path.join(ground.place, "import.sql")
        with open(path, "w") as file:
            file.write(script)
        contenders.append(Contender("sqlite3 .import, unique index", ["sqlite3", database], before=drop, input=path))
    return contenders, missing


def start(ground):
    """Nothing but starting."""
    contenders = [Contender("referral --version", [ground.binary, "--version"])]
    missing = available("cc", "apt-get install gcc")
    if not missing:
        contenders.append(Contender("C: an empty program", [ground.compiled("empty", C_EMPTY)]))
    return contenders + swift(ground), missing


ALL = {job.__name__: job for job in (report, noted, respelled, verify, status, submit, batch, start)}
