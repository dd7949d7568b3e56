"""Ports of NethServer 8 modules: the interface of NS8's `node.ports_manager`, implemented by calling `labelhook`.

Each function runs the program once or a few times, and each run is one transaction. The program is LABELHOOK_PROGRAM, else `labelhook` in PATH. The
database is LABELHOOK_DATABASE, else ports.sqlite in the working directory; if that does not exist and the host is not an NS8 node, the host's own
database, if it has one. These are the only differences from NS8's module:

- An invalid request raises InvalidPortRequestError: a protocol other than "tcp" and "udp", a number of ports that is not an int, or a module name
  that `labelhook` does not accept.
- No block extends beyond the end of the band, and no port is allocated that is in the database or in use by a socket.
- If allocate_ports fails, the module keeps its ports.
- Ports in two rows, and rows without valid ports, do not distort the numbers by module.
- write_range does not accept a connection: each block is a transaction of its own. It skips invalid ports and ports of other modules with a warning
  on standard error, because NS8's own module can have written such rows, and its import of an old database must not fail because of them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

_HIGHEST_PORT = 65535
_UNKNOWN_MODULE = "LH1109"
_NS8_NODE = Path("/var/lib/nethserver/node")
_CONFIGURATION = Path("/etc/labelhook/labelhook.yaml")
_PORTS_TAKEN = "LH3009"
_LONGEST_QUOTE = 300  # characters of the error output of a failed program; arbitrary


class PortError(Exception):
    """Base class of all errors of this module."""


class PortRangeExceededError(PortError):
    """No block of the requested size is free."""

    def __init__(self, message: str = "Ports range max exceeded!") -> None:
        self.message = message
        super().__init__(message)


class StorageError(PortError):
    """The database or the program failed."""

    def __init__(self, message: str = "Database operation failed.") -> None:
        self.message = message
        super().__init__(message)


class InvalidPortRequestError(PortError):
    """The request is not valid; nothing was changed."""

    def __init__(self, message: str = "The number of required ports must be at least 1.") -> None:
        self.message = message
        super().__init__(message)


class _Refusal(Exception):
    """An error of the program, with its code."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class _Answer(dict[str, Any]):
    """An object in the program's output."""

    def __missing__(self, key: str) -> NoReturn:
        raise StorageError(f"Database error: the output of labelhook has no {key!r}; its version does not match this module")


def allocate_ports(required_ports: int, module_name: str, protocol: str, keep_existing: bool = False) -> tuple[int, int]:
    """Allocates a block of consecutive ports and returns (first, last). Releases the module's other ports unless keep_existing is true."""
    if not isinstance(required_ports, int) or isinstance(required_ports, bool):
        raise InvalidPortRequestError(f"The number of required ports must be an int, not {required_ports!r}.")
    if required_ports < 1:
        raise InvalidPortRequestError()
    if required_ports > _HIGHEST_PORT:
        raise PortRangeExceededError()

    _check(protocol)
    keep = ["--keep-existing"] if keep_existing else []
    try:
        answer = _run(["allocate", "--protocol", protocol, *keep], module_name, str(int(required_ports)))
    except _Refusal as refusal:
        raise _error(refusal) from refusal
    _print_warnings(answer)
    block = answer[protocol][0]
    return block["start"], block["end"]


def deallocate_ports(module_name: str, protocol: str) -> list[tuple[int, int]]:
    """Releases all ports of the module for the protocol, and returns the released blocks."""
    _check(protocol)
    try:
        answer = _run(["deallocate", "--protocol", protocol], module_name)
    except _Refusal as refusal:
        if refusal.code == _UNKNOWN_MODULE:
            return []
        raise _error(refusal) from refusal
    _print_warnings(answer)
    return [(block["start"], block["end"]) for block in answer[protocol]]


def write_range(start: int | str, end: int | str, module: str, protocol: str) -> None:
    """Records a block that the module already uses. Accepts numbers as text, because they may come from an environment file."""
    _check(protocol)
    first, last = _port(start), _port(end)
    if first is None or last is None or first > last:
        _check_name(module)
        _warn(f"skipped {protocol} ports {start!r} to {end!r} of {module!r}: not valid, must be from 1 to {_HIGHEST_PORT}")
        return
    try:
        _claim(first, last, module, protocol)
    except _Refusal as refusal:
        if refusal.code != _PORTS_TAKEN:
            raise _error(refusal) from refusal
        _claim_rest(first, last, module, protocol)


def get_tcp_ports_by_module(module_name: str) -> int:
    """Returns the number of TCP ports of the module."""
    return _count("tcp", module_name)


def get_udp_ports_by_module(module_name: str) -> int:
    """Returns the number of UDP ports of the module."""
    return _count("udp", module_name)


def _port(value: object) -> int | None:
    port = int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,5}", value) else value
    return port if isinstance(port, int) and not isinstance(port, bool) and 1 <= port <= _HIGHEST_PORT else None


def _claim(first: int, last: int, module: str, protocol: str) -> None:
    _print_warnings(_run(["claim", "--protocol", protocol], module, f"{first}-{last}"))


def _claim_rest(first: int, last: int, module: str, protocol: str) -> None:
    """Claims the ports of a block that are not allocated yet: the module uses them, so no other module may get them."""
    free_from = first
    for start, end, owner in sorted(_allocated(protocol)):
        if end < free_from or start > last:
            continue
        if start > free_from:
            _claim_free(free_from, start - 1, module, protocol)
        if owner != module:
            _warn(f"skipped {protocol} ports {max(start, first)}-{min(end, last)} of {module!r}: already allocated to {owner!r}")
        free_from = end + 1
    if free_from <= last:
        _claim_free(free_from, last, module, protocol)


def _claim_free(first: int, last: int, module: str, protocol: str) -> None:
    try:
        _claim(first, last, module, protocol)
    except _Refusal as refusal:
        if refusal.code != _PORTS_TAKEN:
            raise _error(refusal) from refusal
        _warn(f"skipped {protocol} ports {first}-{last} of {module!r}: {refusal}")  # allocated by another process meanwhile


def _allocated(protocol: str) -> Iterator[tuple[int, int, str]]:
    try:
        listing = _run(["list"])
    except _Refusal as refusal:
        raise _error(refusal) from refusal
    for known in listing["modules"]:
        for block in known[protocol]:
            yield block["start"], block["end"], known["module"]
    for reservation in listing["reservations"]:
        for block in reservation[protocol]:
            yield block["start"], block["end"], "reserved: " + reservation["reason"]


def _count(protocol: str, module: str) -> int:
    try:
        listing = _run(["list"], module)
    except _Refusal as refusal:
        if refusal.code == _UNKNOWN_MODULE:
            return 0
        raise _error(refusal) from refusal
    blocks = [block for known in listing["modules"] for block in known[protocol]]
    return len({port for block in blocks for port in range(block["start"], block["end"] + 1)})


def _check(protocol: str) -> None:
    if protocol not in ("tcp", "udp"):
        raise InvalidPortRequestError(f"The protocol must be 'tcp' or 'udp', not {protocol!r}.")


# Rejects names that cannot be passed to a program; the program checks all others.
def _check_name(module: str) -> None:
    if not isinstance(module, str) or not module.isascii() or module[:1] in ("", "-") or "\0" in module:
        raise InvalidPortRequestError(f"The module name must be ASCII text that does not start with a dash, not {module!r}.")


def _print_warnings(answer: _Answer) -> None:
    for warning in answer.get("warnings", []):
        _warn(warning)


def _warn(text: str) -> None:
    print(f"labelhook: warning: {text}", file=sys.stderr)


def _error(refusal: _Refusal) -> PortError:
    # LH3001: no block of that size is free; LH1103: the band is smaller.
    if refusal.code in ("LH3001", "LH1103"):
        return PortRangeExceededError()
    if refusal.code.startswith("LH11"):
        return InvalidPortRequestError(str(refusal))
    return StorageError(f"Database error: {refusal}")


def _database() -> str | None:
    """Returns the path of the database; None to use the host's own."""
    named = os.environ.get("LABELHOOK_DATABASE")
    if named or os.path.exists("./ports.sqlite") or _NS8_NODE.is_dir():
        return named or "./ports.sqlite"
    return None if any(os.path.exists(path) for path in _host_databases()) else "./ports.sqlite"


def _host_databases() -> Iterator[Path]:
    """Yields the paths where the program looks for the host's database: in the state folder, and in the configuration."""
    folders = os.environ.get("LABELHOOK_STATE") or os.environ.get("STATE_DIRECTORY", "").split(":")[0]
    own = Path(os.environ.get("XDG_STATE_HOME") or Path(os.environ.get("HOME") or "/") / ".local/state") / "labelhook"
    yield Path(folders or ("/var/lib/labelhook" if os.geteuid() == 0 else own)) / "ports.sqlite"
    try:
        configured = re.search(r"^database:\s*[\"']?(/[^\"'#\s]+)", _CONFIGURATION.read_text(), re.MULTILINE)
    except OSError:
        return
    if configured:
        yield Path(configured[1])


def _run(command: list[str], *words: str) -> _Answer:
    for module in words[:1]:
        _check_name(module)

    program = os.environ.get("LABELHOOK_PROGRAM") or "labelhook"
    environment = {name: value for name, value in os.environ.items() if name != "LABELHOOK_DATABASE"}
    database = _database()
    if database is not None:
        environment["LABELHOOK_DATABASE"] = database
    try:
        done = subprocess.run(
            [program, *command, "--json", "--", *words],
            env=environment,
            stdin=subprocess.DEVNULL,  # the standard input of a step script is its request
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise StorageError(f"Database error: {program} cannot be run ({error}); install LabelHook, or set LABELHOOK_PROGRAM") from error

    answer = _parse(done.stdout if done.returncode == 0 else done.stderr)
    if answer is None:
        how = f"signal {-done.returncode}" if done.returncode < 0 else f"exit code {done.returncode}"
        said = done.stderr.decode(errors="replace").strip()[-_LONGEST_QUOTE:] or "nothing"
        raise StorageError(f"Database error: {program} ended with {how} and without a result, so it may have changed the database: {said}")
    if done.returncode != 0:
        raise _Refusal(answer["error"]["code"], answer["error"]["message"])
    return answer


def _parse(text: bytes) -> _Answer | None:
    try:
        answer = json.loads(text, object_hook=_Answer)
    except ValueError:
        return None
    return answer if isinstance(answer, _Answer) else None
