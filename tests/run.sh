#!/usr/bin/env bash
# Installs the real parts on Debian 12 with the .NET 10 SDK, publishes the program, and runs all tests against it.
# The last line is the count: `N passed, N failed`. A skipped test counts as failed: nothing may be missing here.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ $EUID -ne 0 ]]; then
  echo "tests/run.sh: run it as root: it installs packages, and starts container engines and a systemd of its own" >&2
  exit 1
fi

# Commands that tests need, with their packages.
needs=(
  podman:podman buildah:buildah skopeo:skopeo dockerd:docker.io docker-compose:docker-compose runc:runc newuidmap:uidmap
  busybox:busybox-static docker-registry:docker-registry systemd-nspawn:systemd-container debootstrap:debootstrap strace:strace valgrind:valgrind sqlite3:sqlite3
  python3:python3 redis-server:redis-server
  dh_bash-completion:bash-completion zsh:zsh fish:fish mandoc:mandoc groff:groff-base man:man-db rpmbuild:rpm
  rsvg-convert:librsvg2-bin script:bsdutils xz:xz-utils bzip2:bzip2 zstd:zstd
)
missing=()
for need in "${needs[@]}"; do
  command -v "${need%%:*}" > /dev/null || missing+=("${need#*:}")
done

# Tests use the Python of Debian, whatever is first in PATH.
[[ -d /usr/lib/python3/dist-packages/redis ]] || missing+=(python3-redis)

# For linking a native program.
command -v clang > /dev/null || command -v gcc > /dev/null || missing+=(clang)
[[ -e /usr/include/zlib.h ]] || missing+=(zlib1g-dev)

if (( ${#missing[@]} )); then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  apt-get install -q -y --no-install-recommends "${missing[@]}"
fi

# The checker of metrics alone: its package starts a server that listens on all addresses.
if ! command -v promtool > /dev/null; then
  export LABELHOOK_PROMTOOL=${XDG_CACHE_HOME:-$HOME/.cache}/labelhook/prometheus/usr/bin/promtool
  if [[ ! -x $LABELHOOK_PROMTOOL ]]; then
    package=$(mktemp -d)
    mkdir -p "${LABELHOOK_PROMTOOL%/usr/bin/promtool}"
    (cd "$package" && apt-get update -q && apt-get download -q prometheus)
    dpkg-deb --extract "$package"/prometheus_*.deb "${LABELHOOK_PROMTOOL%/usr/bin/promtool}"
    rm -r "$package"
  fi
fi

results=$(mktemp -d)
trap 'wait; rm -r "$results"' EXIT

# Made while the program is linked; requesting them again below waits until they are complete.
tests/tools/make-debian-tree.sh bookworm > /dev/null &
tests/tools/make-debian-tree.sh trixie > /dev/null &

case $(uname -m) in
  aarch64) platform=linux-arm64 ;;
  *) platform=linux-x64 ;;
esac

failed=0

# Each build checks the packages if the list is reachable; a restore without work would not.
if tests/tools/check-advisory-list.sh; then
  dotnet restore LabelHook.sln --force -warnaserror || failed=1
fi

dotnet publish src/LabelHook.Cli -c Release -r "$platform" -warnaserror
dotnet publish src/LabelHook.Cluster -c Release -r "$platform" -warnaserror
export LABELHOOK_PROGRAM=$PWD/src/LabelHook.Cli/bin/Release/net10.0/$platform/publish/labelhook
LABELHOOK_BOOKWORM=$(tests/tools/make-debian-tree.sh bookworm)
LABELHOOK_TRIXIE=$(tests/tools/make-debian-tree.sh trixie)
export LABELHOOK_BOOKWORM LABELHOOK_TRIXIE LABELHOOK_REAL=1

for project in LabelHook.Tests LabelHook.Acceptance; do
  dotnet build "tests/$project" -c Release -warnaserror &&
    python3 tests/tools/detect-leftovers.py "tests/$project/bin/Release/net10.0/$project" -noColor -xml "$results/$project.xml" || failed=1
done

tests/benchmark.sh --smoke || failed=1
python3 tests/tools/count-results.py "$results/LabelHook.Tests.xml" "$results/LabelHook.Acceptance.xml" || failed=1
exit "$failed"
