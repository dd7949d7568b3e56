"""Runs the steps of an action of the test's node at once, as NS8's agent does with a task out of its queue."""

import json
import os
import subprocess


def run(agent_id, action, data=None, endpoint=None, progress_callback=None, extra=None):
    """A module asks under its own name. The cluster's agent, which needs no name, pushes its tasks to an endpoint."""
    user = "" if endpoint else os.environ["AGENT_ID"]
    folder = os.path.join(os.environ["TEST_NODE"], "actions", action)
    steps = sorted(name for name in os.listdir(folder) if not name.startswith("validate-")) if os.path.isdir(folder) else []
    answer = {"exit_code": 0 if steps else 8, "output": None, "error": ""}
    output = ""
    for step in steps:
        done = _run(os.path.join(folder, step), agent_id, action, user, json.dumps(data))
        output += done.stdout
        answer["error"] += done.stderr
        answer["exit_code"] = done.returncode
        if done.returncode != 0:
            break
    answer["output"] = json.loads(output) if output else None
    return answer


def _run(step, agent_id, action, user, request):
    reader, writer = os.pipe()
    try:
        return subprocess.run(
            [step],
            input=request,
            capture_output=True,
            text=True,
            pass_fds=[writer],
            cwd=os.path.join(os.environ["TEST_NODE"], "state"),
            env={**os.environ, "AGENT_ID": agent_id, "AGENT_COMFD": str(writer), "AGENT_TASK_ACTION": action, "AGENT_TASK_USER": user},
        )
    finally:
        os.close(writer)
        os.close(reader)
