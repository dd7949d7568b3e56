"""Starts a shell on a terminal of its own, types each line at the prompt that bears its number, and ends with the shell: keyboard.py SHELL LINE..."""
import os
import pty
import sys

shell, *lines = map(os.fsencode, sys.argv[1:])
process, terminal = pty.fork()
if process == 0:
    os.execvp(shell, [shell, b"-i"])

seen = b""
typed = 0
while True:
    try:
        seen += os.read(terminal, 4096)
    except OSError:  # what Linux says when the other side is closed
        break
    if typed < len(lines) and b"ready %d> " % typed in seen:
        os.write(terminal, lines[typed])
        typed += 1
_, status = os.waitpid(process, 0)
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(status))
