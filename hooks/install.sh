#!/usr/bin/env bash
# Installs LabelHook on a NethServer 8 (NS8) node or on any other host, and uninstalls it. Running it again changes nothing.
# It records the hashes of the files that it installs, and changes or removes only files with a recorded hash. It keeps
# each NS8 file that it replaces,
# and restores it on uninstall, in the version of the last NS8 update. It never changes an edited configuration or a
# ports database.
set -euo pipefail
umask 022

hooks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=${DESTDIR:+$(realpath --canonicalize-missing "$DESTDIR")}
root=${root%/}
records=/usr/local/share/labelhook
manifest=$root$records/installed      # lines of sha256sum; a folder that was created has a dash instead of a hash
originals=$records/originals          # not next to the files: NS8's agent runs every file in the folder of an action
configuration=/etc/labelhook/labelhook.yaml
units=/usr/local/lib/systemd/system
user_units=/usr/local/lib/systemd/user

usage() {
  cat << 'TEXT'
usage: hooks/install.sh [--program FILE] [--cluster-program FILE] [--ns8 | --plain] [--python FOLDER]
       hooks/install.sh --uninstall

  --program FILE          program to install [default: labelhook beside install.sh, or the one that 'dotnet publish' made]
  --cluster-program FILE  program for clusters to install, too [default: labelhook-cluster in the same places, if it exists]
  --ns8, --plain          kind of host [default: NethServer 8 if /var/lib/nethserver/node exists, else plain]
  --python FOLDER         folder of Python packages [default: that of NS8's agent or of /usr/bin/python3]
  --uninstall             uninstall LabelHook

If DESTDIR is set, every path is below it.
TEXT
}

fail() {
  echo "install.sh: $1" >&2
  exit "${2:-1}"
}

hash_of() { sha256sum < "$1" | cut --delimiter=' ' --fields=1; }

recorded() { [[ ${known[$1]+yes} ]]; }

ours() { [[ -f $root$1 && ! -L $root$1 ]] && recorded "$(hash_of "$root$1")  $1"; }

exists() { [[ -e $root$1 || -L $root$1 ]]; }

# Folders to create, the outermost first.
plan_folder() {
  if [[ -n $1 ]] && { recorded "-  $1" || ! exists "$1"; }; then
    plan_folder "${1%/*}"
    wanted["-  $1"]=1
  fi
}

plan() {
  local source=$1 path=$2 mode=$3 line
  plan_folder "${path%/*}"
  if [[ $path == "$configuration" ]] && exists "$path" && ! ours "$path"; then
    echo "kept existing $root$path"
    for line in "${before[@]}"; do
      [[ $line != *"  $path" ]] || wanted[$line]=1
    done
    return
  fi
  wanted["$(hash_of "$source")  $path"]=1
  sources[$path]=$source
  modes[$path]=$mode
}

# The manifest names a file before the file exists, so that the next run completes an interrupted one.
write_manifest() {
  local text
  text=$(printf '%s\n' "$@" | sort -u)
  if [[ ! -f $manifest || $text != "$(< "$manifest")" ]]; then
    mkdir -p "${manifest%/*}"
    printf '%s\n' "$text" > "$manifest.new"
    mv "$manifest.new" "$manifest"
  fi
}

install_file() {
  local path=$1 folder=${1%/*}
  if ours "$path" && cmp -s "${sources[$path]}" "$root$path" && [[ $(stat --format=%a "$root$path") == "${modes[$path]}" ]]; then
    return
  fi
  if exists "$path" && ! ours "$path"; then
    mkdir -p "$root$originals$folder"
    cp --archive --remove-destination --no-target-directory "$root$path" "$root$originals$path.labelhook-orig"
    echo "kept the original $root$path"
  fi
  mkdir -p "$root$folder"
  # In the folder of an action, NS8's agent would run a half-written file as a step.
  [[ $folder != */actions/* ]] || folder=${folder%/*}
  install --mode="${modes[$path]}" "${sources[$path]}" "$root$folder/.labelhook-new"
  mv --no-target-directory "$root$folder/.labelhook-new" "$root$path"
  echo "installed $root$path"
  [[ $path != "$units"/* ]] || new_units=yes
}

# A unit that is removed must not stay enabled by a dangling link, and must not keep running.
disable() {
  local unit=${1##*/} options=(disable --quiet)
  command -v systemctl > /dev/null || return 0
  [[ $(systemctl ${root:+--root="$root"} is-enabled "$unit" 2> /dev/null) == enabled ]] || return 0
  [[ -n $root || ! -d /run/systemd/system ]] || options+=(--now)
  systemctl ${root:+--root="$root"} "${options[@]}" "$unit"
  echo "disabled $unit"
}

remove() {
  local path=$1 original=$root$originals$1.labelhook-orig
  if [[ $path == *.py ]]; then
    rm -f "$root${path%/*}/__pycache__/$(basename "$path" .py)".*.pyc
    [[ ! -d $root${path%/*}/__pycache__ ]] || rmdir --ignore-fail-on-non-empty "$root${path%/*}/__pycache__"
  fi
  if exists "$path" && ! ours "$path"; then
    echo "left $root$path: it was changed after it was installed"
    rm -f "$original"
  elif [[ -e $original || -L $original ]]; then
    mv --no-target-directory "$original" "$root$path"
    echo "restored $root$path"
  elif exists "$path"; then
    [[ $path != "$units"/* ]] || disable "$path"
    rm "$root$path"
    echo "removed $root$path"
  fi
}

# Removes what is recorded but no longer wanted.
remove_files() {
  local line
  for line in "${before[@]}"; do
    [[ $line == "-  "* || ${wanted[$line]+yes} || ${sources[${line#*  }]+yes} ]] || remove "${line#*  }"
  done
  [[ ! -d $root$originals ]] || find "$root$originals" -depth -type d -empty -delete
}

plan_files() {
  local file
  for file in "$1"/*; do
    plan "$file" "$2/${file##*/}" 644
  done
}

# A program prints its own completion scripts and manual page.
plan_program() {
  local program=$1 name=$2 folder=/usr/local/share
  plan "$program" "/usr/local/bin/$name" 755
  if ! { "$program" completion bash > "$printed/$name.bash" && "$program" completion zsh > "$printed/$name.zsh" \
    && "$program" completion fish > "$printed/$name.fish" && "$program" man > "$printed/$name.1"; } 2> /dev/null; then
    echo "skipped completion and manual page of $name: the program does not run on this machine"
    return
  fi
  plan "$printed/$name.bash" "$folder/bash-completion/completions/$name" 644
  plan "$printed/$name.zsh" "$folder/zsh/site-functions/_$name" 644
  plan "$printed/$name.fish" "$folder/fish/vendor_completions.d/$name.fish" 644
  plan "$printed/$name.1" "$folder/man/man1/$name.1" 644
}

plan_watched() {
  [[ -z $root ]] || return 0
  if ! "$hooks/watched-stores.sh" "$program" "$hooks/systemd/labelhook-scan.path" > "$printed/stores.conf"; then
    echo "cannot determine podman's stores: labelhook-scan.path watches the default one"
  elif [[ -s $printed/stores.conf ]]; then
    plan "$printed/stores.conf" "$units/labelhook-scan.path.d/stores.conf" 644
  fi
}

plan_actions() {
  local file mode
  for file in "$hooks/ns8/$1"/*/*; do
    [[ -x $file ]] && mode=755 || mode=644
    plan "$file" "$2/${file#"$hooks/ns8/$1/"}" "$mode"
  done
}

# Removes empty folders, the innermost first.
remove_folders() {
  local line
  while read -r line; do
    [[ $line != "-  "* || ${wanted[$line]+yes} || ! -d $root${line#*  } ]] || rmdir --ignore-fail-on-non-empty "$root${line#*  }"
  done < <(printf '%s\n' "${before[@]}" | sort --reverse)
}

case $(uname -m) in
  aarch64) platform=linux-arm64 ;;
  *) platform=linux-x64 ;;
esac
published=bin/Release/net10.0/$platform/publish
program=$hooks/labelhook    # the archive brings both
[[ -e $program ]] || program=$hooks/../src/LabelHook.Cli/$published/labelhook
cluster_program=$hooks/labelhook-cluster
[[ -e $cluster_program ]] || cluster_program=$hooks/../src/LabelHook.Cluster/$published/labelhook-cluster
[[ -e $cluster_program ]] || cluster_program=
python=
node=
uninstall=
new_units=
while (( $# )); do
  case $1 in
    --program | --cluster-program | --python)
      (( $# > 1 )) || fail "$1 needs a value" 2
      case $1 in
        --program) program=$2 ;;
        --cluster-program) cluster_program=$2 ;;
        --python) python=$2 ;;
      esac
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
[[ -n $root || $EUID -eq 0 ]] || fail "run as root, or set DESTDIR"

before=()
[[ ! -f $manifest ]] || mapfile -t before < "$manifest"
declare -A known=() wanted=() sources=() modes=()
for line in "${before[@]}"; do
  known[$line]=1
done

if [[ -n $uninstall ]]; then
  if (( ${#before[@]} == 0 )); then
    echo "nothing to uninstall: $manifest does not exist"
    exit
  fi
  remove_files
  rm "$manifest"
  remove_folders
  exit
fi

! exists /usr/bin/labelhook || fail "a package installed $root/usr/bin/labelhook: uninstall the package first"
[[ -f $program ]] || fail "program $program not found; publish it, or specify it with --program"
program=$(realpath "$program")
if [[ -n $cluster_program ]]; then
  [[ -f $cluster_program ]] || fail "program $cluster_program not found"
  cluster_program=$(realpath "$cluster_program")
fi
[[ -n $node ]] || { [[ -d $root/var/lib/nethserver/node ]] && node=yes || node=no; }

printed=$(mktemp -d)
trap 'rm -r "$printed"' EXIT
plan_folder "$records"
plan_program "$program" labelhook
plan_files "$hooks/schemas" "$records/schemas"
plan "$hooks/man/labelhook.yaml.5" /usr/local/share/man/man5/labelhook.yaml.5 644
plan_files "$hooks/systemd" "$units"
plan_files "$hooks/systemd-user" "$user_units"
plan_watched
if [[ -n $cluster_program ]]; then
  plan_program "$cluster_program" labelhook-cluster
  plan_files "$hooks/cluster/schemas" /usr/local/share/labelhook-cluster/schemas
  plan_files "$hooks/cluster/systemd" "$units"
fi
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
  [[ $node == yes ]] || packages+=(agent)    # an NS8 node has its own
  for package in "${packages[@]}"; do
    for file in "$hooks/python/$package"/*.py "$hooks/python/$package/py.typed"; do
      plan "$file" "$python/$package/${file##*/}" 644
    done
  done
else
  echo "skipped node.ports_manager: Python not found"
fi

write_manifest "${before[@]}" "${!wanted[@]}"
while read -r path; do
  install_file "$path"
done < <(printf '%s\n' "${!sources[@]}" | sort)
remove_files
remove_folders
write_manifest "${!wanted[@]}"
[[ -z $new_units ]] || echo "no unit was enabled; to enable one, run: systemctl daemon-reload && systemctl enable --now UNIT"
