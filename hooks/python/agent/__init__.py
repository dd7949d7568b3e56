"""Ports for scripts that are written for NethServer 8's `agent` package, on hosts that are no node of it: `node.ports_manager` in another order of arguments.

The module is MODULE_ID of the environment where none is named. On a node of NethServer 8 the agent's own package is there, and this one is not.
"""

from __future__ import annotations

import os

import node.ports_manager


def allocate_ports(ports_number: int, protocol: str, module_id: str = "", keep_existing: bool = False) -> tuple[int, int]:
    """Gives the module a block of consecutive ports, as (first, last), in the place of those it has or, with keep_existing, beside them."""
    return node.ports_manager.allocate_ports(ports_number, module_id or os.environ["MODULE_ID"], protocol, keep_existing)


def deallocate_ports(protocol: str, module_id: str = "") -> list[tuple[int, int]]:
    """Takes back all ports that the module has for the protocol, and returns the blocks that they were."""
    return node.ports_manager.deallocate_ports(module_id or os.environ["MODULE_ID"], protocol)
