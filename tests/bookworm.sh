#!/bin/sh
# Prints the path of a Debian 12 tree with systemd 252, made once and kept in the cache. Needs root, debootstrap and a Debian mirror.
# Nobody may write into the tree: those who boot it lay an overlay over it.
set -eu

version=1 # raise it whenever the tree that this script makes changes
packages=systemd,systemd-sysv

cache=${XDG_CACHE_HOME:-$HOME/.cache}/labelhook
tree=$cache/bookworm-$version

say() { echo "bookworm: $*" >&2; }

# The mirror that this machine's own packages come from, by way of apt, which knows both formats of sources; empty where there is none.
mirror() {
  apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -m 1 -E '/debian/?$' || true
}

proxy() {
  apt-config shell proxy Acquire::http::Proxy 2>/dev/null | sed -n "s/^proxy='\(.*\)'$/\1/p"
}

mkdir -p "$cache"
exec 9>"$cache/bookworm.lock"
flock 9 # two runs side by side make one tree

if [ ! -d "$tree" ]; then
  [ "$(id -u)" = 0 ] || { say "only root can make $tree"; exit 1; }
  command -v debootstrap >/dev/null || { say "install debootstrap to make $tree"; exit 1; }

  unfinished=$(mktemp -d "$cache/bookworm-$version.XXXXXX")
  trap 'rm -rf "$unfinished"' EXIT
  chmod 755 "$unfinished"
  say "making $tree, this takes a minute or two"
  from_proxy=$(proxy)
  [ -z "$from_proxy" ] || export http_proxy="$from_proxy"

  # A mount namespace of its own: whatever debootstrap mounts in the tree is gone before anybody removes or renames it.
  unshare --mount --propagation private \
    debootstrap --variant=minbase --include="$packages" bookworm "$unfinished" $(mirror) >"$cache/bookworm.log" 2>&1 9>&- \
    || { say "debootstrap failed:"; tail -n 5 "$cache/bookworm.log" >&2; exit 1; }

  rm -rf "$unfinished"/var/cache/apt/* "$unfinished"/var/lib/apt/lists/* "$unfinished"/usr/share/doc/* "$unfinished"/usr/share/locale/*
  mv -T "$unfinished" "$tree"
  trap - EXIT
fi

echo "$tree"
