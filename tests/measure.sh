#!/usr/bin/env bash
# Wall time and peak memory of `labelhook install` of a new module, by where its image lies, beside `podman image inspect` alone.
# Run as root after tests/run.sh, which installs the engines and publishes the program. The engines are private and are stopped at the end.
set -euo pipefail
cd "$(dirname "$0")/.."

case $(uname -m) in
  aarch64) platform=linux-arm64 ;;
  *) platform=linux-x64 ;;
esac
program=${LABELHOOK_PROGRAM:-$PWD/src/LabelHook.Cli/bin/Release/net10.0/$platform/publish/labelhook}

# GNU time, not the shell's: it knows a child's peak memory, and is small itself.
[[ -x /usr/bin/time ]] || apt-get install -q -y --no-install-recommends time > /dev/null

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

printf '[storage]\ndriver = "overlay"\ngraphroot = "%s"\nrunroot = "%s"\n' "$work/store" "$work/run" > "$work/storage.conf"
printf '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\ntmp_dir = "%s"\n' "$work/libpod" > "$work/containers.conf"
export CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_CONF=$work/containers.conf

podman system service --time 0 "unix://$work/podman.sock" 2> "$work/podman.log" &
servers+=($!)
dockerd --host "unix://$work/docker.sock" --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/pid" \
  --bridge=none --iptables=false 2> "$work/docker.log" &
servers+=($!)
for (( tries = 0; tries < 100; tries++ )); do
  [[ -S $work/podman.sock ]] && docker -H "unix://$work/docker.sock" version > /dev/null 2>&1 && break
  sleep 0.2
done

image=ghcr.io/nethserver/mattermost:2.1.1
mkdir "$work/image"
printf 'FROM scratch\nLABEL org.nethserver.tcp-ports-demand="1" org.nethserver.authorizations="node:allocate-ports"\n' > "$work/image/Dockerfile"
podman build --quiet --tag "$image" "$work/image" > /dev/null
DOCKER_BUILDKIT=0 docker -H "unix://$work/docker.sock" build --quiet --tag "$image" "$work/image" > /dev/null 2> "$work/build.log"

# {} is another module each time.
install="$program install --state $work/state"
python3 tests/measure.py \
  "labelhook install, podman's store" "$install store{} $image" \
  "labelhook install, podman's socket" "$install podman{} $image --engine unix://$work/podman.sock" \
  "labelhook install, dockerd's socket" "$install docker{} $image --engine unix://$work/docker.sock" \
  "labelhook install, YAML sample" "$install yaml{} samples/mattermost.yaml" \
  "labelhook inspect, podman's store" "$program inspect $image" \
  "labelhook --version" "$program --version" \
  "podman image inspect" "podman image inspect $image"
