#!/bin/sh
# Boots the Debian tree TREE with a real systemd as process 1, runs until standard input ends or SIGTERM arrives, then powers it off.
#
#   boot-debian-tree.sh TREE FOLDER [OPTION OF SYSTEMD-NSPAWN…]
#
# TREE is only read: the system writes to FOLDER/written, which a second boot uses again.
# FOLDER/leader contains the process ID of its systemd, for nsenter, from when the system is up until before it shuts down.
#
# It works on hosts without systemd, and on hosts that mount both versions of cgroups. So nothing is registered with systemd-machined,
# the system gets its own control group (otherwise two of them would share /payload), and each mount, nspawn's own in /run too, is made
# in a private mount namespace, which ends with its processes.
set -eu

if [ "${LABELHOOK_BOOT_PRIVATE-}" != 1 ]; then
  LABELHOOK_BOOT_PRIVATE=1 exec unshare --mount --propagation private "$0" "$@"
fi

exec 3<&0 # the shell gives commands in the background an empty standard input
tree=$1
folder=$2
shift 2
name=labelhook-$$
longest_power_off=200 # tenths of a second

mkdir -p "$folder/written" "$folder/work" "$folder/root"
rm -f "$folder/leader"
mount -t overlay overlay -o "lowerdir=$tree,upperdir=$folder/written,workdir=$folder/work" "$folder/root"
mount -t tmpfs tmpfs /run

groups=
for root in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
  if [ -e "$root/cgroup.procs" ]; then
    mkdir "$root/$name"
    groups="$groups $root/$name"
  fi
done

# 0 means the process that writes it.
(
  for group in $groups; do echo 0 >"$group/cgroup.procs"; done
  export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 # version 2 of cgroups, whatever the host has: systemd 256 and later know no other
  exec systemd-nspawn --quiet --boot --directory="$folder/root" --machine="$name" --register=no --keep-unit --private-network \
    --console=pipe --link-journal=no --resolv-conf=off --timezone=off --kill-signal=SIGRTMIN+4 "$@"
) </dev/null 3<&- &
nspawn=$!

runs() { kill -0 "$nspawn" 2>/dev/null; }

power_off() {
  trap '' TERM INT
  [ -z "$life_line" ] || kill "$life_line" 2>/dev/null || true
  rm -f "$folder/leader"
  left=$longest_power_off
  ! runs || kill -TERM "$nspawn"
  while runs && [ "$left" -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
  ! runs || kill -KILL "$nspawn"
  wait "$nspawn" || true
  for group in $groups; do find "$group" -depth -type d -exec rmdir {} +; done
}
trap power_off EXIT
life_line=
trap 'exit 0' TERM INT

leader() {
  for child in $(cat "/proc/$nspawn/task/$nspawn/children" 2>/dev/null); do
    [ "$(cat "/proc/$child/comm" 2>/dev/null)" != systemd ] || echo "$child"
  done
}

# Degraded is up too: a unit of the distribution that fails in this environment does not matter here.
until_up() {
  while runs; do
    pid=$(leader)
    if [ -n "$pid" ]; then
      case $(nsenter --target "$pid" --mount --pid --root --wd systemctl is-system-running 2>/dev/null) in
        running | degraded) echo "$pid" >"$folder/leader.new"; mv "$folder/leader.new" "$folder/leader"; return ;;
      esac
    fi
    sleep 0.1
  done
  exit 1
}

until_up

# Waits in the background, because a shell handles a signal only between two commands or in wait.
cat >/dev/null <&3 &
life_line=$!
wait "$life_line"
