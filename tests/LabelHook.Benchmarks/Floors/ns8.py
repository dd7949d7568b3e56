"""What an NS8 node does to give a new module its ports, and no more of it: `podman image inspect`, the lowest block that is free,
the environment file. NS8 itself spreads it over several steps and processes, and asks Redis in between.

    ns8.py STATE MODULE IMAGE                    with the image, else
    ns8.py [--durable] STATE MODULE... COUNT     only the allocation; --durable: an answer survives a power cut, as through labelhook
"""

import fcntl
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

FIRST, LAST = 20000, 45000


def demand(image):
    answer = subprocess.run(["podman", "image", "inspect", image], check=True, capture_output=True)
    return int(json.loads(answer.stdout)[0]["Labels"].get("org.nethserver.tcp-ports-demand", "0"))


def allocate(path, module, count, durable):
    with sqlite3.connect(path) as connection:
        if durable:
            connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("CREATE TABLE IF NOT EXISTS TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL)")
        connection.execute("DELETE FROM TCP_PORTS WHERE module = ?", (module,))
        start = FIRST
        for first, last in connection.execute("SELECT start, end FROM TCP_PORTS ORDER BY start").fetchall():
            if first >= start + count:
                break
            start = max(start, last + 1)
        if start + count - 1 > LAST:
            sys.exit("no block is free")
        connection.execute("INSERT INTO TCP_PORTS VALUES (?, ?, ?)", (start, start + count - 1, module))
    connection.close()
    return start


def write(folder, text):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, ".environment.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.rename(file.name, os.path.join(folder, "environment"))
        place = os.open(folder, os.O_RDONLY)
        os.fsync(place)
        os.close(place)


is_durable = sys.argv[1] == "--durable"
state, *modules, what = sys.argv[1 + is_durable:]
for module in modules:
    port = allocate(os.path.join(state, "ns8.sqlite"), module, int(what) if what.isdecimal() else demand(what), is_durable)
    if not what.isdecimal():
        write(os.path.join(state, "ns8-modules", module), f"TCP_PORT={port}\n")
    print(f"TCP_PORT={port}")
