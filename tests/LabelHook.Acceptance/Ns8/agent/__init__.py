"""Stands in for the agent package of NS8: what steps and the update scripts of modules call of it, on the Redis and the actions of a test."""

import os

import redis

from . import tasks

SD_ERR = "<3>"
SD_WARNING = "<4>"
SD_INFO = "<6>"


def redis_connect(privileged=False, use_replica=False, **options):
    user, password = os.environ.get("TEST_REDIS_USER"), os.environ.get("TEST_REDIS_PASSWORD")
    return redis.Redis(unix_socket_path=os.environ["TEST_REDIS"], username=user, password=password, decode_responses=True, **options)


def set_status(status):
    os.write(int(os.environ["AGENT_COMFD"]), f"set-status {status}\n".encode())


def read_envfile(path):
    with open(path) as lines:
        return dict(line.rstrip("\n").split("=", 1) for line in lines)


def mset_env(changes):
    path = os.environ["AGENT_STATE_DIR"] + "/environment"
    variables = {**read_envfile(path), **changes}
    with open(path, "w") as lines:
        lines.writelines(sorted(f"{name}={value}\n" for name, value in variables.items()))


def set_env(name, value):
    mset_env({name: value})


def allocate_ports(ports_number, protocol, module_id="", keep_existing=False):
    return _ask("allocate-ports", {"ports": ports_number, "protocol": protocol, "keep_existing": keep_existing}, module_id)


def deallocate_ports(protocol, module_id=""):
    return _ask("deallocate-ports", {"protocol": protocol}, module_id)


def _ask(action, data, module_id):
    answer = tasks.run(f"node/{os.environ['NODE_ID']}", action, {**data, "module_id": module_id or os.environ["MODULE_ID"]})
    if answer["exit_code"] != 0:
        raise Exception(answer["error"])
    return answer["output"]
