"""Runs a command with its own temporary folder. Leftovers of the command are reported, removed if that is safe, and a failure.

    detect-leftovers.py COMMAND [ARGUMENT...]

What others do on the machine meanwhile is passed over: files and mounts lie in the folder, which is made in TMPDIR; orphans become children of
this process; what lies in memory, as TemporaryFolder.InMemory makes it, carries the folder's name.
"""

import ctypes
import glob
import os
import pathlib
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
LONGEST_WAIT = 100  # tenths of a second


def mounts(folder):
    for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines():
        place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), line.split(" ")[4])
        if place.startswith(folder + "/"):
            yield place


# Number and command line; empty for one that has ended.
def orphans():
    for process in pathlib.Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        try:
            words = pathlib.Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if words != [b""]:
            yield int(process), b" ".join(words).decode(errors="replace").strip()


# Processes that an engine started to clean up are about to end.
def wait_for_orphans():
    for _ in range(LONGEST_WAIT):
        if not list(orphans()):
            return
        time.sleep(0.1)


# Reaps orphans: zombies would keep their users in use.
def run(command, variables):
    child = subprocess.Popen(command, env=variables)
    ended = status = None
    while ended != child.pid:
        ended, status = os.wait()
    return os.waitstatus_to_exitcode(status) & 0xFF


def leftovers(folder):
    yield from (f"process {process}: {words}" for process, words in orphans())
    yield from (f"mount {mount}" for mount in mounts(folder))
    yield from (f"file {path}" for path in sorted(pathlib.Path(folder).iterdir()))
    yield from (f"user {user.pw_name}" for user in pwd.getpwall() if user.pw_dir.startswith(folder + "/"))
    yield from (f"file {path}" for path in sorted(glob.glob(f"/dev/shm/*-{os.path.basename(folder)}-*")))


def take_away(folder):
    for process, _ in list(orphans()):
        os.kill(process, signal.SIGKILL)
    for mount in reversed(list(mounts(folder))):
        subprocess.run(["umount", "--lazy", mount], check=True)
    shutil.rmtree(folder)


ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
folder = tempfile.mkdtemp(prefix="labelhook-tests.")
os.chmod(folder, 0o755)  # other users' programs lie below it
exit_code = run(sys.argv[1:], {**os.environ, "TMPDIR": folder})
wait_for_orphans()
found = list(leftovers(folder))
for thing in found:
    print(f"tests/tools/detect-leftovers.py: left behind: {thing}", file=sys.stderr)
take_away(folder)
sys.exit(exit_code or len(found) > 0)
