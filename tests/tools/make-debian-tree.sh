#!/bin/sh
# Prints the path of a bootable Debian tree, made once and kept in the cache. Needs root, debootstrap and a Debian mirror.
#
#   make-debian-tree.sh bookworm    Debian 12: systemd 252 and nothing else
#   make-debian-tree.sh trixie      Debian 13: systemd 257, podman 5.4 with Quadlet, docker.io 26, Python 3.13
#
# The tree must not be written to: booting it uses an overlay.
set -eu

usage() { echo "usage: tests/tools/make-debian-tree.sh bookworm|trixie" >&2; exit 2; }

[ $# = 1 ] || usage
suite=$1
version=1 # raise it whenever the trees that this script makes change
case $suite in
  bookworm) packages="systemd systemd-sysv" ;;
  trixie) packages="systemd systemd-sysv podman crun netavark docker.io docker-cli busybox-static python3 dbus nftables iptables" ;;
  *) usage ;;
esac

cache=${XDG_CACHE_HOME:-$HOME/.cache}/labelhook
tree=$cache/$suite-$version
log=$cache/$suite.log

say() { echo "$suite: $*" >&2; }

# The mirror of the packages of this machine, from apt, which reads both formats of sources; empty if there is none.
mirror() {
  apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -m 1 -E '/debian/?$' || true
}

proxy() {
  apt-config shell proxy Acquire::http::Proxy 2>/dev/null | sed -n "s/^proxy='\(.*\)'$/\1/p"
}

# In a private mount namespace: mounts in the tree are gone before it is removed or renamed.
make() {
  debootstrap --variant=minbase "$suite" "$1" $(mirror) || return
  mount -t proc proc "$1/proc"
  printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d" # nothing is started in the tree while it is made
  chmod 755 "$1/usr/sbin/policy-rc.d"
  DEBIAN_FRONTEND=noninteractive LC_ALL=C chroot "$1" \
    apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io $packages || return
  [ "$suite" = bookworm ] || chroot "$1" systemctl --quiet disable docker.service docker.socket containerd.service || return # who needs it starts it
  rm "$1/usr/sbin/policy-rc.d"
  umount "$1/proc"
  rm -rf "$1"/var/cache/apt/* "$1"/var/lib/apt/lists/* "$1"/usr/share/doc/* "$1"/usr/share/locale/*
}

if [ "${LABELHOOK_TREE_UNFINISHED-}" ]; then
  make "$LABELHOOK_TREE_UNFINISHED" && exit || exit 1
fi

mkdir -p "$cache"
exec 9>"$cache/$suite.lock"
flock 9 # two runs side by side make one tree

if [ ! -d "$tree" ]; then
  [ "$(id -u)" = 0 ] || { say "only root can make $tree"; exit 1; }
  command -v debootstrap >/dev/null || { say "install debootstrap to make $tree"; exit 1; }

  unfinished=$(mktemp -d "$cache/$suite-$version.XXXXXX")
  trap 'rm -rf "$unfinished"' EXIT
  chmod 755 "$unfinished"
  say "making $tree, this takes a minute or two"
  from_proxy=$(proxy)
  [ -z "$from_proxy" ] || export http_proxy="$from_proxy"

  LABELHOOK_TREE_UNFINISHED=$unfinished unshare --mount --propagation private "$0" "$suite" >"$log" 2>&1 9>&- \
    || { say "it could not be made:"; tail -n 5 "$log" >&2; exit 1; }

  mv -T "$unfinished" "$tree"
  trap - EXIT
fi

echo "$tree"
