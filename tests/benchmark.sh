#!/usr/bin/env bash
# Measures the speed tables: prints them, writes them into tests/README.md, and draws the pictures in tests/LabelHook.Benchmarks/Pictures.
#
#   tests/benchmark.sh            on an idle machine, after tests/run.sh has installed the servers and published the programs
#   tests/benchmark.sh cluster    only the table of many nodes
#   tests/benchmark.sh counted    the table of system calls and instructions; on any machine
#   tests/benchmark.sh --smoke    runs each command once to check that it works; prints and draws nothing
#
# LABELHOOK_PROGRAM and LABELHOOK_CLUSTER_PROGRAM measure other programs. The servers are private and are stopped at the end.
set -euo pipefail
cd "$(dirname "$0")/.."

case $(uname -m) in
  aarch64) platform=linux-arm64 ;;
  *) platform=linux-x64 ;;
esac
export LABELHOOK_PROGRAM=${LABELHOOK_PROGRAM:-$PWD/src/LabelHook.Cli/bin/Release/net10.0/$platform/publish/labelhook}
export LABELHOOK_CLUSTER_PROGRAM=${LABELHOOK_CLUSTER_PROGRAM:-$PWD/src/LabelHook.Cluster/bin/Release/net10.0/$platform/publish/labelhook-cluster}
floors=tests/LabelHook.Benchmarks/Floors
benchmarks=tests/LabelHook.Benchmarks/bin/Release/net10.0

work=$(mktemp -d)
servers=()
clean() {
  for server in "${servers[@]}"; do
    kill "$server"
    wait "$server" || true
  done
  umount "$work/store/overlay" 2> /dev/null || true
  rm -r "$work"
}
trap clean EXIT
export BENCHMARK_FOLDER=$work

dotnet build tests/LabelHook.Benchmarks -c Release -warnaserror > "$work/build.log" || { cat "$work/build.log"; exit 1; }

# The floors are linked with the same SQLite as the program.
sqlite=$(sed -n 's/.*Include="SQLitePCLRaw.lib.e_sqlite3" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
sqlite=${NUGET_PACKAGES:-$HOME/.nuget/packages}/sqlitepclraw.lib.e_sqlite3/$sqlite/runtimes/$platform/native/libe_sqlite3.a
compiler=$(command -v clang || command -v gcc)
"$compiler" -O2 -Wall -Wextra -Werror -o "$work/beside" "$floors/beside.c"
"$compiler" -O2 -Wall -Wextra -Werror -o "$work/install" "$floors"/{install,json,podman,dockerd,database,environment}.c "$sqlite" -lm -lpthread -ldl
cp "$floors"/*.py "$work"
export PYTHONPATH=$PWD/hooks/python

# The interpreter of the system with compiled modules, as on a node: any other, or compiling at each start, makes NS8's way look slow.
export BENCHMARK_PYTHON=/usr/bin/python3 PYTHONPYCACHEPREFIX=$work/compiled
unset PYTHONDONTWRITEBYTECODE

prepare_podman() {
  printf '[storage]\ndriver = "overlay"\ngraphroot = "%s"\nrunroot = "%s"\n' "$work/store" "$work/run" > "$work/storage.conf"
  printf '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\ntmp_dir = "%s"\n' "$work/libpod" > "$work/containers.conf"
  export CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_CONF=$work/containers.conf

  image=ghcr.io/nethserver/mattermost:2.1.1
  mkdir "$work/image"
  printf 'FROM scratch\nLABEL org.nethserver.tcp-ports-demand="1" org.nethserver.authorizations="node:allocate-ports"\n' > "$work/image/Dockerfile"
  podman build --quiet --tag "$image" "$work/image" > /dev/null
}

start_engines() {
  podman system service --time 0 "unix://$work/podman.sock" 2> "$work/podman.log" &
  servers+=($!)
  name=$(basename "$work")
  dockerd --host "unix://$work/docker.sock" --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/pid" \
    --containerd-namespace "$name" --containerd-plugins-namespace "$name-plugins" --bridge=none --iptables=false 2> "$work/docker.log" &
  servers+=($!)
  for (( tries = 0; tries < 300; tries++ )); do
    [[ -S $work/podman.sock ]] && docker -H "unix://$work/docker.sock" version > /dev/null 2>&1 && break
    sleep 0.1
  done
  DOCKER_BUILDKIT=0 docker -H "unix://$work/docker.sock" build --quiet --tag "$image" "$work/image" > /dev/null 2> "$work/docker-build.log"
}

start_redis() {
  redis-server --port 0 --unixsocket "$work/redis.sock" --save '' --dir "$work" > "$work/redis.log" &
  servers+=($!)
  for (( tries = 0; tries < 300; tries++ )); do
    [[ -S $work/redis.sock ]] && break
    sleep 0.1
  done
}

# A .NET program with the settings of labelhook.
publish_floor() {
  dotnet publish tests/LabelHook.Floor -c Release -r "$platform" -warnaserror -o "$work" > "$work/publish.log" || { cat "$work/publish.log"; exit 1; }
}

measure() {
  "$benchmarks/LabelHook.Benchmarks" "$1" tests/LabelHook.Benchmarks/Pictures | tee "$work/table"
  python3 tests/tools/write-tables.py "$1" < "$work/table"
}

case ${1-} in
  --smoke)
    prepare_podman
    start_engines
    start_redis
    "$benchmarks/LabelHook.Benchmarks" fast --smoke
    "$benchmarks/LabelHook.Benchmarks" cluster --smoke
    publish_floor
    "$benchmarks/LabelHook.Benchmarks" counted --smoke
    ;;
  cluster)
    start_redis
    measure cluster
    ;;
  counted)
    prepare_podman
    publish_floor
    measure counted
    ;;
  *)
    prepare_podman
    start_engines
    measure fast
    start_redis
    measure cluster
    ;;
esac
