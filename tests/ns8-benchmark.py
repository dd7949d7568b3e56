"""Wall time of node.ports_manager.allocate_ports through LabelHook, beside the same done with Python's own SQLite and the same promises:
rollback journal, synchronous EXTRA, one immediate transaction, sockets of the kernel passed over. Both in turn, on databases of the same content.
LABELHOOK_PROGRAM names the program."""

import os
import re
import sqlite3
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hooks", "python"))
import node.ports_manager  # noqa: E402

WARM_UPS, RUNS = 3, 25
FIRST, LAST = 20001, 45000
TABLE = "(start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL)"


def through_labelhook(count, module):
    return node.ports_manager.allocate_ports(count, module, "tcp")


def through_sqlite(count, module):
    connection = sqlite3.connect("ports.sqlite", isolation_level=None, timeout=30)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM TCP_PORTS WHERE module = ?", (module,))
        taken = sorted(connection.execute("SELECT start, end FROM TCP_PORTS").fetchall() + open_ports())
        start = FIRST
        for begin, end in taken:
            if begin >= start + count:
                break
            start = max(start, end + 1)
        if start + count - 1 > LAST:
            raise RuntimeError("no block is free")
        connection.execute("INSERT INTO TCP_PORTS VALUES (?, ?, ?)", (start, start + count - 1, module))
        connection.execute("COMMIT")
        return start, start + count - 1
    finally:
        connection.close()


def open_ports():
    found = []
    for path in "/proc/net/tcp", "/proc/net/tcp6":
        with open(path) as sockets:
            for line in sockets:
                if match := re.match(r" *\d+: [0-9A-F]+:([0-9A-F]{4}) ", line):
                    found.append((int(match[1], 16),) * 2)
    return found


def fill(ranges):
    with sqlite3.connect("ports.sqlite") as connection:
        connection.execute(f"CREATE TABLE TCP_PORTS {TABLE}")
        connection.execute(f"CREATE TABLE UDP_PORTS {TABLE}")
        connection.executemany("INSERT INTO TCP_PORTS VALUES (?, ?, ?)", ((FIRST + 2 * i, FIRST + 2 * i, f"m{i}") for i in range(ranges)))
    connection.close()


def compare(ranges):
    calls = through_labelhook, through_sqlite
    with tempfile.TemporaryDirectory(prefix="labelhook-") as folder:
        times = {call: [] for call in calls}
        for call in calls:
            os.mkdir(os.path.join(folder, call.__name__))
            os.chdir(os.path.join(folder, call.__name__))
            fill(ranges)
        for number in range(WARM_UPS + RUNS):
            for call in calls:
                os.chdir(os.path.join(folder, call.__name__))
                started = time.perf_counter()
                call(4, f"new{number}")
                times[call].append((time.perf_counter() - started) * 1000)
        os.chdir("/")
    return [statistics.median(times[call][WARM_UPS:]) for call in calls]


print(f"{'ranges':>8} {'LabelHook ms':>13} {'pure Python ms':>15} {'ratio':>7}")
for ranges in 0, 100, 1_000, 10_000:
    ours, pure = compare(ranges)
    print(f"{ranges:8} {ours:13.1f} {pure:15.1f} {ours / pure:7.2f}")
