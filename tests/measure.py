"""Runs commands in turn, so that other load falls on all of them alike, and prints the median wall time and the peak memory of each."""

import shlex
import statistics
import subprocess
import sys
import time

WARM_UPS, RUNS, MEMORY_RUNS = 5, 30, 5


def run(command, number, *wrapper):
    started = time.perf_counter()
    done = subprocess.run([*wrapper, *shlex.split(command.replace("{}", str(number)))], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"tests/measure.py: {command}: exit code {done.returncode}\n{done.stderr}")
    return (time.perf_counter() - started) * 1000, done


rows = dict(zip(sys.argv[1::2], sys.argv[2::2]))
walls = {name: [] for name in rows}
peaks = {name: [] for name in rows}

for number in range(WARM_UPS + RUNS + MEMORY_RUNS):
    for name, command in rows.items():
        if number < WARM_UPS:
            run(command, number)
        elif number < WARM_UPS + RUNS:
            walls[name].append(run(command, number)[0])
        else:
            _, done = run(command, number, "/usr/bin/time", "--format", "%M")
            peaks[name].append(int(done.stderr.split()[-1]) / 1024)

print(f"{'':36} {'median ms':>10} {'fastest ms':>10} {'peak MiB':>10}")
for name in rows:
    print(f"{name:36} {statistics.median(walls[name]):10.1f} {min(walls[name]):10.1f} {max(peaks[name]):10.1f}")
