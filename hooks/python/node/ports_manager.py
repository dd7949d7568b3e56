"""Ports for NethServer 8 modules: `node.ports_manager` as step scripts know it, on top of the program `labelhook`.

The program does the work, in one transaction a call; it is LABELHOOK_PROGRAM, else `labelhook` in PATH. The database is LABELHOOK_DATABASE,
else ports.sqlite in the working directory. What is different from NS8's own module, and only this:

- a request that makes no sense is an InvalidPortRequestError: a protocol other than "tcp" and "udp", a number of ports that is no int,
  a module name that `labelhook` does not accept, write_range of ports that somebody holds;
- no block reaches beyond the end of the band, and no port is given that a row holds or a socket has open;
- when allocate_ports fails, the module still has the ports that it had;
- ports that are in two rows, and rows that hold no ports, do not distort the numbers by module;
- write_range takes no connection: it is a transaction of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any, NoReturn

_HIGHEST_PORT = 65535
_UNKNOWN_MODULE = "LH1109"
_LONGEST_QUOTE = 300  # characters of what a program said that died; arbitrary


class PortError(Exception):
    """Any failure to give, take or count ports."""


class PortRangeExceededError(PortError):
    """No block of that size is free."""

    def __init__(self, message: str = "Ports range max exceeded!") -> None:
        self.message = message
        super().__init__(message)


class StorageError(PortError):
    """The database, or the program that keeps it, did not do what was asked."""

    def __init__(self, message: str = "Database operation failed.") -> None:
        self.message = message
        super().__init__(message)


class InvalidPortRequestError(PortError):
    """The request makes no sense; nothing was changed."""

    def __init__(self, message: str = "The number of required ports must be at least 1.") -> None:
        self.message = message
        super().__init__(message)


class _Refusal(Exception):
    """What the program said, with its number."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class _Answer(dict[str, Any]):
    """An object of the program's answer."""

    def __missing__(self, key: str) -> NoReturn:
        raise StorageError(f"Database error: the answer of labelhook has no {key!r}; it is of another version than this module")


def allocate_ports(required_ports: int, module_name: str, protocol: str, keep_existing: bool = False) -> tuple[int, int]:
    """Gives the module a block of consecutive ports, as (first, last), in the place of those it has or, with keep_existing, beside them."""
    if not isinstance(required_ports, int) or isinstance(required_ports, bool):
        raise InvalidPortRequestError(f"The number of required ports must be an int, and is {required_ports!r}.")
    if required_ports < 1:
        raise InvalidPortRequestError()
    if required_ports > _HIGHEST_PORT:
        raise PortRangeExceededError()

    keep = ["--keep-existing"] if keep_existing else []
    given = _change("allocate", protocol, keep, module_name, str(int(required_ports)))
    return given["start"], given["end"]


def deallocate_ports(module_name: str, protocol: str) -> list[tuple[int, int]]:
    """Takes back all ports that the module has for the protocol, and returns the blocks that they were."""
    freed = _change("deallocate", protocol, [], module_name)["freed"]
    return [(block["start"], block["end"]) for block in freed]


def write_range(start: int | str, end: int | str, module: str, protocol: str) -> None:
    """Records a block that the module uses already. Text is taken for the number it shows, as it comes out of an environment file."""
    first, last = _port(start), _port(end)
    if first > last:
        raise InvalidPortRequestError(f"A block of ports must not end before it starts, and {first}-{last} does.")
    _change("claim", protocol, [], module, f"{first}-{last}")


def get_tcp_ports_by_module(module_name: str) -> int:
    """How many TCP ports the module has."""
    return _count("tcp", module_name)


def get_udp_ports_by_module(module_name: str) -> int:
    """How many UDP ports the module has."""
    return _count("udp", module_name)


def _port(value: object) -> int:
    port = int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,5}", value) else value
    if not isinstance(port, int) or isinstance(port, bool) or not 1 <= port <= _HIGHEST_PORT:
        raise InvalidPortRequestError(f"A port must be a number from 1 to {_HIGHEST_PORT}, and is {value!r}.")
    return port


def _count(protocol: str, module: str) -> int:
    try:
        listing = _run(["list"], module)
    except _Refusal as refusal:
        if refusal.code == _UNKNOWN_MODULE:
            return 0
        raise _error(refusal) from refusal
    blocks = [block for known in listing["modules"] for block in known[protocol]]
    return len({port for block in blocks for port in range(block["start"], block["end"] + 1)})


def _change(command: str, protocol: str, options: list[str], module: str, *words: str) -> _Answer:
    if protocol not in ("tcp", "udp"):
        raise InvalidPortRequestError(f"The protocol must be 'tcp' or 'udp', and is {protocol!r}.")
    try:
        answer = _run([command, "--protocol", protocol, *options], module, *words)
    except _Refusal as refusal:
        if command == "deallocate" and refusal.code == _UNKNOWN_MODULE:
            return _Answer(freed=[])
        raise _error(refusal) from refusal
    for warning in answer.get("warnings", []):
        print(f"labelhook: warning: {warning}", file=sys.stderr)
    return answer


def _error(refusal: _Refusal) -> PortError:
    # LH3001: no block is free; LH1103: there are not so many ports in the band. LH3009: somebody holds what was to be claimed.
    if refusal.code in ("LH3001", "LH1103"):
        return PortRangeExceededError()
    if refusal.code.startswith("LH11") or refusal.code == "LH3009":
        return InvalidPortRequestError(str(refusal))
    return StorageError(f"Database error: {refusal}")


def _run(command: list[str], module: str, *words: str) -> _Answer:
    # What cannot be handed to a program is refused here, all else by the program itself.
    if not isinstance(module, str) or not module.isascii() or module[:1] in ("", "-") or "\0" in module:
        raise InvalidPortRequestError(f"A module must have a name of ASCII characters, the first no dash, and has {module!r}.")

    program = os.environ.get("LABELHOOK_PROGRAM") or "labelhook"
    database = os.environ.get("LABELHOOK_DATABASE") or "./ports.sqlite"
    try:
        done = subprocess.run(
            [program, *command, "--json", "--", module, *words],
            env={**os.environ, "LABELHOOK_DATABASE": database},
            stdin=subprocess.DEVNULL,  # a step script's standard input is its request
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise StorageError(f"Database error: {program} cannot be run ({error}); install LabelHook, or name it in LABELHOOK_PROGRAM") from error

    answer = _parse(done.stdout if done.returncode == 0 else done.stderr)
    if answer is None:
        how = f"signal {-done.returncode}" if done.returncode < 0 else f"exit code {done.returncode}"
        said = done.stderr.decode(errors="replace").strip()[-_LONGEST_QUOTE:] or "nothing"
        raise StorageError(f"Database error: {program} ended with {how} and without an answer, so what it did is not known; it said: {said}")
    if done.returncode != 0:
        raise _Refusal(answer["error"]["code"], answer["error"]["message"])
    return answer


def _parse(text: bytes) -> _Answer | None:
    try:
        answer = json.loads(text, object_hook=_Answer)
    except ValueError:
        return None
    return answer if isinstance(answer, _Answer) else None
