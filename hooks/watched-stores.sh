#!/bin/sh
# Prints a drop-in for labelhook-scan.path that watches the stores in storage.conf; nothing if the unit already watches
# them.
#
#   watched-stores.sh PROGRAM UNIT
#
# The program looks for the stores in an empty environment, as the service does.
set -eu

files=$(env --ignore-environment HOME=/root "$1" scan --print-watched)
if [ -z "$files" ] || [ "$files" = "$(sed -n 's/^PathChanged=//p' "$2")" ]; then
  exit
fi
echo "# Podman's stores according to storage.conf, when LabelHook was installed."
echo "[Path]"
echo "PathChanged="
echo "$files" | sed 's/%/%%/g; s/^/PathChanged=/'
