"""Ports for scripts written for NethServer 8's `agent` package, on other hosts: `node.ports_manager` with another order of arguments.

Without a module_id, the functions act for the module in the variable MODULE_ID. NethServer 8 nodes have the agent's own package instead of this one.
"""

from __future__ import annotations

import os

import node.ports_manager


def allocate_ports(ports_number: int, protocol: str, module_id: str = "", keep_existing: bool = False) -> tuple[int, int]:
    """Allocates a block of consecutive ports and returns (first, last). Releases the module's other ports unless keep_existing is true."""
    return node.ports_manager.allocate_ports(ports_number, module_id or os.environ["MODULE_ID"], protocol, keep_existing)


def deallocate_ports(protocol: str, module_id: str = "") -> list[tuple[int, int]]:
    """Releases all ports of the module for the protocol, and returns the released blocks."""
    return node.ports_manager.deallocate_ports(module_id or os.environ["MODULE_ID"], protocol)
