"""node.ports_manager in the folder of a registry, as a step script uses it: through_labelhook.py STATE MODULE..."""

import os
import sys

import node.ports_manager

os.chdir(sys.argv[1])
for module in sys.argv[2:]:
    print(node.ports_manager.allocate_ports(4, module, "tcp"))
