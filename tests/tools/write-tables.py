"""Writes a table into tests/README.md, between the marks of its section.

  write-tables.py proven FOLDER   the figures of the harnesses that tests/prove.sh keeps in FOLDER
  write-tables.py fast < TABLE    the measurements of tests/benchmark.sh; cluster: those of many nodes; counted: counts
"""

import datetime
import json
import pathlib
import re
import sys

# Promise, how it is tested, file of figures, text with the figures, harness. An empty promise repeats the one above.
ROWS = [
    ("No two live blocks overlap, whoever writes",
     "random calls of the library, each checked against a map of the ports",
     "oracle", "{operations:,} operations", "OracleTests"),
    ("",
     "processes that allocate, extend and release at the same time, ordered by the timestamps of their answers",
     "history", "{processes} processes, {commands:,} commands", "HistoryTests"),
    ("",
     "the SQLite shell: inserts, replacements, upserts, updates and deletions of arbitrary rows",
     "sqlite-shell", "{points:,} statements", "SqliteShellTests"),
    ("",
     "Python through LabelHook, and Python with plain SQL as NS8 writes it, at the same time",
     "mixed-writers", "{writers} writers of 2 kinds, {blocks} blocks", "MixedWritersTests"),
    ("`kill -9` at any point is all or nothing, and running again converges",
     "a kill before each system call on the node's files",
     "kill", "{points:,} kills in {scenarios} scenarios", "KillSweepTests"),
    ("An error message is always true",
     "EIO, ENOSPC, EDQUOT, EROFS and others at each system call, once and from then on",
     "error", "{points:,} errors in {scenarios} scenarios", "ErrorSweepTests"),
    ("",
     "a disk with 0, 1, 2 … free pages, up to enough",
     "full-disk", "{points:,} disks in {scenarios} scenarios", "FullDiskTests"),
    ("",
     "a limit on the size of files",
     "file-sizes", "{points} limits", "ResourceLimitTests"),
    ("",
     "a limit on open files, from one up to enough",
     "descriptors", "{points:,} limits in {scenarios} scenarios", "ResourceLimitTests"),
    ("",
     "a limit on memory, around the least that is enough",
     "memory", "{points:,} limits in {scenarios} scenarios", "ResourceLimitTests"),
    ("An acknowledged change survives a power cut",
     "states that the disk may be in after a cut at each step, rebuilt from the recorded system calls and opened",
     "power-cuts", "{commands} runs, {cutPoints:,} cuts, {statesBuilt:,} states built, {statesOpened:,} databases opened", "PowerCutTests"),
    ("Waiting is bounded and fair",
     "a lock holder that is killed, and one that is stopped",
     "waiting", "{waiters} waiters; the last finished {afterKillMilliseconds:,} ms after the kill; "
     "with `--timeout 1` all were told who holds the lock within {untilToldMilliseconds:,} ms", "WaitingTests"),
    ("A hostile module gains nothing",
     "its user replaces folder, file and lock with links and FIFOs while root installs",
     "hostile-loop", "{swaps:,} swaps, {installs:,} installs", "HostileLoopTests"),
    ("",
     "labels, environment files, samples and archives: a corpus, and its inputs with bits flipped and parts removed or repeated",
     "fuzz", "{inputs:,} inputs of {readers} readers", "FuzzTests"),
    ("",
     "the JSON of NS8's steps, changed in the same way",
     "fuzz-steps", "{runs:,} runs", "RequestFuzzTests"),
    ("Nodes of a cluster that lease ports keep them apart, whatever fails",
     "8 nodes and random requests, while leaders are killed, replicas are behind, and connections are cut off",
     "cluster", "{steps:,} steps in {runs} runs, {failovers:,} failovers, {conflicts:,} leases lost to another node and found",
     "ClusterFailureTests"),
    ("The tests catch the faults that they are for",
     "faults seeded in the program",
     "mutants", "{caught} of {mutants} caught", "tests/mutants.sh"),
]


def proven(folder):
    figures = {path.stem: json.loads(path.read_text()) for path in pathlib.Path(folder).glob("*.json")}
    odd = figures.keys() ^ {row[2] for row in ROWS}
    if odd:
        sys.exit(f"tests/tools/write-tables.py: figures without a row, or a row without figures: {', '.join(sorted(odd))}")
    lines = ["| promise | how it is tested | tried | harness |", "|---|---|---|---|"]
    lines += [f"| {promise} | {how} | {text.format(**figures[name])} | `{where}` |" for promise, how, name, text, where in ROWS]
    if any(tried["sweep"] != "full" for tried in figures.values()):
        lines += ["", "These figures are from a sample run."]
    return "\n".join(lines)


section = sys.argv[1]
text = proven(sys.argv[2]) if section == "proven" else sys.stdin.read().strip()
if not text:
    sys.exit("tests/tools/write-tables.py: no table")
text = f"Last full run: {datetime.date.today()}.\n\n{text}"
page = pathlib.Path(__file__).parent.parent / "README.md"
written, marks = re.subn(
    f"(<!-- {section} -->\n).*(<!-- end of {section} -->\n)",
    lambda found: f"{found[1]}\n{text}\n\n{found[2]}",
    page.read_text(),
    flags=re.DOTALL)
if marks != 1:
    sys.exit(f"tests/tools/write-tables.py: tests/README.md has no marks for {section}")
page.write_text(written)
