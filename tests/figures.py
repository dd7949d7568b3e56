"""Writes a table into README.md, between the marks of its section.

  figures.py proven FOLDER   what the harnesses tried: the figures that tests/prove.sh keeps there
  figures.py fast < TABLE    what tests/benchmark.sh measured
"""

import json
import pathlib
import re
import sys

# Promise, how it is tried, file of figures, what to say of them, where it runs. An empty promise is the one above.
ROWS = [
    ("No two live blocks overlap, whoever writes", "random calls of the library, each answer beside that of a map of ports", "oracle", "{operations:,} operations", "OracleTests"),
    ("", "processes that allocate, add and give back at once, by their stamped answers", "history", "{processes} processes, {commands:,} commands", "HistoryTests"),
    ("", "the shell of SQLite: inserts, replacements, upserts, updates, deletions of any rows", "sqlite-shell", "{points:,} statements", "SqliteShellTests"),
    ("", "Python through LabelHook and Python with plain SQL, as NS8 writes, at once", "mixed-writers", "{writers} writers of 2 kinds, {blocks} blocks", "MixedWritersTests"),
    ("`kill -9` anywhere is all or nothing, and running again converges", "a kill before each system call on the node's files", "kill", "{points:,} kills in {scenarios} scenarios", "KillSweepTests"),
    ("An error never lies", "EIO, ENOSPC, EDQUOT, EROFS and others, once and for good, at each call", "error", "{points:,} errors in {scenarios} scenarios", "ErrorSweepTests"),
    ("", "disks with 0, 1, 2 … pages left, until one is enough", "full-disk", "{points:,} disks in {scenarios} scenarios", "FullDiskTests"),
    ("", "a limit of the size of files", "file-sizes", "{points} limits", "ResourceLimitTests"),
    ("", "a limit of open files, from one up to enough", "descriptors", "{points:,} limits in {scenarios} scenarios", "ResourceLimitTests"),
    ("", "a limit of memory, around the least that is enough", "memory", "{points:,} limits in {scenarios} scenarios", "ResourceLimitTests"),
    ("What was acknowledged survives a power cut", "what the disk may hold after a cut at each step, built from the recorded calls and opened", "power-cuts",
     "{commands} runs, {cutPoints:,} cuts, {statesBuilt:,} states built, {statesOpened:,} databases opened", "PowerCutTests"),
    ("Waiting is bounded and fair", "a holder of the lock that is killed, and one that is stopped", "waiting",
     "{waiters} waiters; the last was done {afterKillMilliseconds:,} ms after the kill; with `--timeout 1` all were told who it is within {untilToldMilliseconds:,} ms", "WaitingTests"),
    ("A hostile module gets nothing", "its user swaps folder, file and lock for links and FIFOs while root installs", "hostile-loop", "{swaps:,} swaps, {installs:,} installs", "HostileLoopTests"),
    ("", "labels, environment files, samples and archives: inputs that are kept, and what comes of them when bits flip and parts go or come twice", "fuzz", "{inputs:,} inputs of {readers} readers", "FuzzTests"),
    ("", "the JSON of NS8's steps, in the same way", "fuzz-steps", "{runs:,} runs", "RequestFuzzTests"),
    ("The harnesses find what they are for", "faults seeded in the program", "mutants", "{caught} of {mutants} caught", "tests/mutants.sh"),
]


def proven(folder):
    figures = {path.stem: json.loads(path.read_text()) for path in pathlib.Path(folder).glob("*.json")}
    odd = figures.keys() ^ {row[2] for row in ROWS}
    if odd:
        sys.exit(f"tests/figures.py: figures without a row, or a row without figures: {', '.join(sorted(odd))}")
    lines = ["| promise | how it is tried | tried | harness |", "|---|---|---|---|"]
    lines += [f"| {promise} | {how} | {text.format(**figures[name])} | `{where}` |" for promise, how, name, text, where in ROWS]
    if any(tried["sweep"] != "full" for tried in figures.values()):
        lines += ["", "These are the figures of a sample."]
    return "\n".join(lines)


section = sys.argv[1]
text = proven(sys.argv[2]) if section == "proven" else sys.stdin.read().strip()
page = pathlib.Path(__file__).parent.parent / "README.md"
written, marks = re.subn(f"(<!-- {section} -->\n).*(<!-- end of {section} -->\n)", lambda found: f"{found[1]}\n{text}\n\n{found[2]}", page.read_text(), flags=re.DOTALL)
if marks != 1 or not text:
    sys.exit(f"tests/figures.py: no table, or README.md has no marks for {section}")
page.write_text(written)
