#!/usr/bin/env bash
# Puts LabelHook on a NethServer 8 node (NS8) or on any other host, and takes it away again. Running it twice changes nothing.
# What it left behind it knows by hash: anything else belongs to somebody else. A file of NS8's that it replaces is kept and put back in the end,
# also the newer one that an update of NS8 laid over LabelHook's; configuration that somebody changed is left alone; a ports database is never touched.
set -euo pipefail
umask 022

hooks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=${DESTDIR:+$(realpath --canonicalize-missing "$DESTDIR")}
root=${root%/}
records=/usr/local/share/labelhook
manifest=$root$records/installed      # lines of sha256sum; a folder that was made stands behind a dash
originals=$records/originals          # not beside the files: NS8's agent runs whatever lies in the folder of an action
configuration=/etc/labelhook/labelhook.yaml
units=/usr/local/lib/systemd/system

usage() {
  cat << 'TEXT'
usage: hooks/install.sh [--program FILE] [--ns8 | --plain] [--python FOLDER]
       hooks/install.sh --uninstall

  --program FILE   the program; else the one that 'dotnet publish src/LabelHook.Cli -c Release' made
  --ns8, --plain   what the host is; else a node of NethServer 8 if it has /var/lib/nethserver/node
  --python FOLDER  where Python finds packages; else what NS8's agent or /usr/bin/python3 says
  --uninstall      take it away again

DESTDIR, if set, stands in front of every path.
TEXT
}

fail() {
  echo "install.sh: $1" >&2
  exit "${2:-1}"
}

hash_of() { sha256sum < "$1" | cut --delimiter=' ' --fields=1; }

recorded() { [[ ${known[$1]+yes} ]]; }

ours() { [[ -f $root$1 && ! -L $root$1 ]] && recorded "$(hash_of "$root$1")  $1"; }

there() { [[ -e $root$1 || -L $root$1 ]]; }

# Folders that have to be made, the outermost first.
plan_folder() {
  if [[ -n $1 ]] && { recorded "-  $1" || ! there "$1"; }; then
    plan_folder "${1%/*}"
    wanted["-  $1"]=1
  fi
}

plan() {
  local source=$1 path=$2 mode=$3 line
  plan_folder "${path%/*}"
  if [[ $path == "$configuration" ]] && there "$path" && ! ours "$path"; then
    echo "kept $root$path as it is"
    for line in "${before[@]}"; do
      [[ $line != *"  $path" ]] || wanted[$line]=1
    done
    return
  fi
  wanted["$(hash_of "$source")  $path"]=1
  sources[$path]=$source
  modes[$path]=$mode
}

# The manifest names a file before the file is there, so that a run that was cut off is finished by the next.
write_manifest() {
  local text
  text=$(printf '%s\n' "$@" | sort -u)
  if [[ ! -f $manifest || $text != "$(< "$manifest")" ]]; then
    mkdir -p "${manifest%/*}"
    printf '%s\n' "$text" > "$manifest.new"
    mv "$manifest.new" "$manifest"
  fi
}

put() {
  local path=$1 folder=${1%/*}
  if ours "$path" && cmp -s "${sources[$path]}" "$root$path" && [[ $(stat --format=%a "$root$path") == "${modes[$path]}" ]]; then
    return
  fi
  if there "$path" && ! ours "$path"; then
    mkdir -p "$root$originals$folder"
    cp --archive --remove-destination --no-target-directory "$root$path" "$root$originals$path.labelhook-orig"
    echo "kept the original $root$path"
  fi
  mkdir -p "$root$folder"
  # A half-written file must not be run: in the folder of an action it would be a step.
  [[ $folder != */actions/* ]] || folder=${folder%/*}
  install --mode="${modes[$path]}" "${sources[$path]}" "$root$folder/.labelhook-new"
  mv --no-target-directory "$root$folder/.labelhook-new" "$root$path"
  echo "installed $root$path"
  [[ $path != "$units"/* ]] || new_units=yes
}

# A unit that goes does not stay behind as a dangling link that enables it, nor runs on.
disable() {
  local unit=${1##*/} options=(disable --quiet)
  command -v systemctl > /dev/null || return 0
  [[ $(systemctl ${root:+--root="$root"} is-enabled "$unit" 2> /dev/null) == enabled ]] || return 0
  [[ -n $root || ! -d /run/systemd/system ]] || options+=(--now)
  systemctl ${root:+--root="$root"} "${options[@]}" "$unit"
  echo "disabled $unit"
}

take() {
  local path=$1 original=$root$originals$1.labelhook-orig
  if [[ $path == *.py ]]; then
    rm -f "$root${path%/*}/__pycache__/$(basename "$path" .py)".*.pyc
    [[ ! -d $root${path%/*}/__pycache__ ]] || rmdir --ignore-fail-on-non-empty "$root${path%/*}/__pycache__"
  fi
  if there "$path" && ! ours "$path"; then
    echo "left $root$path, which somebody changed"
    rm -f "$original"
  elif [[ -e $original || -L $original ]]; then
    mv --no-target-directory "$original" "$root$path"
    echo "put back $root$path"
  elif there "$path"; then
    [[ $path != "$units"/* ]] || disable "$path"
    rm "$root$path"
    echo "removed $root$path"
  fi
}

# What is recorded and no longer wanted.
take_files() {
  local line
  for line in "${before[@]}"; do
    [[ $line == "-  "* || ${wanted[$line]+yes} || ${sources[${line#*  }]+yes} ]] || take "${line#*  }"
  done
  [[ ! -d $root$originals ]] || find "$root$originals" -depth -type d -empty -delete
}

# Completion and manual are what the program prints of itself.
plan_printed() {
  local folder=/usr/local/share
  printed=$(mktemp -d)
  trap 'rm -r "$printed"' EXIT
  if ! { "$program" completion bash > "$printed/bash" && "$program" completion zsh > "$printed/zsh" \
    && "$program" completion fish > "$printed/fish" && "$program" man > "$printed/man"; } 2> /dev/null; then
    echo "the program does not run here: completion and manual are left out"
    return
  fi
  plan "$printed/bash" $folder/bash-completion/completions/labelhook 644
  plan "$printed/zsh" $folder/zsh/site-functions/_labelhook 644
  plan "$printed/fish" $folder/fish/vendor_completions.d/labelhook.fish 644
  plan "$printed/man" $folder/man/man1/labelhook.1 644
}

plan_units() {
  local file
  while read -r file; do
    plan "$hooks/systemd/$file" "$units/$file" 644
  done < <(find "$hooks/systemd" -type f -printf '%P\n')
  plan_watched
}

# The path unit knows podman's default store. Other stores of this host it gets from a drop-in, asked for as the service would: in an empty environment.
plan_watched() {
  local files file
  [[ -z $root ]] || return 0
  if ! files=$(env --ignore-environment HOME=/root "$program" scan --print-watched); then
    echo "the program cannot tell podman's stores: labelhook-scan.path watches the default one"
    return
  fi
  [[ -n $files && $files != "$(sed --quiet 's/^PathChanged=//p' "$hooks/systemd/labelhook-scan.path")" ]] || return 0
  {
    echo "# Podman's stores as storage.conf names them; written by hooks/install.sh."
    echo "[Path]"
    echo "PathChanged="
    while IFS= read -r file; do
      echo "PathChanged=${file//%/%%}"
    done <<< "$files"
  } > "$printed/stores.conf"
  plan "$printed/stores.conf" "$units/labelhook-scan.path.d/stores.conf" 644
}

plan_actions() {
  local file mode
  for file in "$hooks/ns8/$1"/*/*; do
    [[ -x $file ]] && mode=755 || mode=644
    plan "$file" "$2/${file#"$hooks/ns8/$1/"}" "$mode"
  done
}

# The innermost first.
take_folders() {
  local line
  while read -r line; do
    [[ $line != "-  "* || ${wanted[$line]+yes} || ! -d $root${line#*  } ]] || rmdir --ignore-fail-on-non-empty "$root${line#*  }"
  done < <(printf '%s\n' "${before[@]}" | sort --reverse)
}

case $(uname -m) in
  aarch64) platform=linux-arm64 ;;
  *) platform=linux-x64 ;;
esac
program=$hooks/../src/LabelHook.Cli/bin/Release/net10.0/$platform/publish/labelhook
python=
node=
uninstall=
new_units=
while (( $# )); do
  case $1 in
    --program | --python)
      (( $# > 1 )) || fail "$1 needs a value" 2
      [[ $1 == --python ]] && python=$2 || program=$2
      shift
      ;;
    --ns8) node=yes ;;
    --plain) node=no ;;
    --uninstall) uninstall=yes ;;
    --help) usage && exit ;;
    *) usage >&2 && fail "unknown argument $1" 2 ;;
  esac
  shift
done
[[ -z $python || $python == /* ]] || fail "--python needs an absolute path" 2
[[ -n $root || $EUID -eq 0 ]] || fail "run it as root, or set DESTDIR"

before=()
[[ ! -f $manifest ]] || mapfile -t before < "$manifest"
declare -A known=() wanted=() sources=() modes=()
for line in "${before[@]}"; do
  known[$line]=1
done

if [[ -n $uninstall ]]; then
  if (( ${#before[@]} == 0 )); then
    echo "nothing to take away: there is no $manifest"
    exit
  fi
  take_files
  rm "$manifest"
  take_folders
  exit
fi

[[ -f $program ]] || fail "there is no program $program; publish it first, or name it with --program"
program=$(realpath "$program")
[[ -n $node ]] || { [[ -d $root/var/lib/nethserver/node ]] && node=yes || node=no; }

plan_folder "$records"
plan "$program" /usr/local/bin/labelhook 755
plan_printed
[[ ! -d $hooks/systemd ]] || plan_units
if [[ $node == yes ]]; then
  python=${python:-/usr/local/agent/pypkg}
  plan "$hooks/ns8/labelhook.yaml" "$configuration" 644
  plan_actions actions /var/lib/nethserver/node/actions
  plan_actions cluster-actions /var/lib/nethserver/cluster/actions
elif [[ -z $python && -x /usr/bin/python3 ]]; then
  python=$(/usr/bin/python3 -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
fi
if [[ -n $python ]]; then
  packages=(node)
  [[ $node == yes ]] || packages+=(agent)    # a node of NethServer 8 has its own
  for package in "${packages[@]}"; do
    for file in "$hooks/python/$package"/*.py "$hooks/python/$package/py.typed"; do
      plan "$file" "$python/$package/${file##*/}" 644
    done
  done
else
  echo "no Python here: node.ports_manager is left out"
fi

write_manifest "${before[@]}" "${!wanted[@]}"
while read -r path; do
  put "$path"
done < <(printf '%s\n' "${!sources[@]}" | sort)
take_files
take_folders
write_manifest "${!wanted[@]}"
[[ -z $new_units ]] || echo "no unit is enabled; to enable one: systemctl daemon-reload && systemctl enable --now UNIT"
