#!/bin/sh
# Prints the drop-in with which labelhook-scan.path watches the stores that storage.conf names, and nothing if the unit watches them already.
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
