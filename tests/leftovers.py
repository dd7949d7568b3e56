"""Runs a command with a temporary folder of its own. What the command leaves behind is named, taken away where that is safe, and a failure.

    leftovers.py COMMAND [ARGUMENT...]

What others do on the machine meanwhile is passed over: files and mounts lie in the folder, which is made in TMPDIR; orphans become children of
this process; what lies elsewhere carries the number of a process or user that is no more.
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

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
ELSEWHERE = (
    "/dev/shm/labelhook-*",
    "/dev/shm/libpod_rootless_lock_*",  # podman's, for a user's containers
    "/sys/fs/cgroup/labelhook-*",
    "/sys/fs/cgroup/*/labelhook-*",
)


def mounts(folder):
    for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines():
        place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), line.split(" ")[4])
        if place.startswith(folder + "/"):
            yield place


def orphans():
    for process in pathlib.Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        state = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        if state != "Z":
            yield int(process)


def command_line(process):
    return pathlib.Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()


def is_gone(path):
    if process := re.search(r"labelhook-([0-9]+)", path):
        return not os.path.exists(f"/proc/{process[1]}")
    user = re.search(r"_lock_([0-9]+)", path)
    return user is not None and int(user[1]) not in (one.pw_uid for one in pwd.getpwall())


def elsewhere():
    return sorted(path for pattern in ELSEWHERE for path in glob.glob(pattern) if is_gone(path))


def leftovers(folder, before):
    yield from (f"process {process}: {command_line(process)}" for process in orphans())
    yield from (f"mount {mount}" for mount in mounts(folder))
    yield from (f"file {path}" for path in sorted(pathlib.Path(folder).iterdir()))
    yield from (f"user {user.pw_name}" for user in pwd.getpwall() if user.pw_dir.startswith(folder + "/"))
    yield from (f"file {path}" for path in elsewhere() if path not in before)


def take_away(folder):
    for process in list(orphans()):
        os.kill(process, signal.SIGKILL)
    for mount in reversed(list(mounts(folder))):
        subprocess.run(["umount", "--lazy", mount], check=True)
    shutil.rmtree(folder)


ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
folder = tempfile.mkdtemp(prefix="labelhook-tests.")
os.chmod(folder, 0o755)  # other users' programs lie below it
before = elsewhere()
exit_code = subprocess.run(sys.argv[1:], env={**os.environ, "TMPDIR": folder}).returncode
found = list(leftovers(folder, before))
for thing in found:
    print(f"tests/leftovers.py: left behind: {thing}", file=sys.stderr)
take_away(folder)
sys.exit(exit_code or len(found) > 0)
