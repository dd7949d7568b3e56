#!/usr/bin/env bash
# Builds the packages of LabelHook. The same commit and the same tools produce the same files, byte for byte.
set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC

hooks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source=${hooks%/*}

usage() {
  cat << 'TEXT'
usage: hooks/package.sh [--program FILE] [FOLDER]

  --program FILE  program to package, published on this machine [default: publish it]
  FOLDER          folder for the packages [default: artifacts/packages]

  SOURCE_DATE_EPOCH is the modification time of all packaged files [default: the time of the commit].
TEXT
}

fail() {
  echo "package.sh: $1" >&2
  exit "${2:-1}"
}

# Copies files with a fixed mode.
put() {
  local mode=$1 folder=$2
  shift 2
  install -D --mode="$mode" --target-directory="$folder" "$@"
}

# Copies the files below a folder with mode 755 for executables and 644 for others.
put_tree() {
  local file mode
  while read -r file; do
    [[ -x $1/$file ]] && mode=755 || mode=644
    install -D --mode="$mode" "$1/$file" "$2/$file"
  done < <(cd "$1" && find . -type f -not -path '*/__pycache__/*')
}

put_samples() {
  put 644 "$1" "$source/samples"/*.{md,yaml}
  put 644 "$1/quadlet" "$source/samples/quadlet"/*
}

# Shows what a tool says only if it fails.
run() { "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }; }

stamp() { find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +; }

pack() {
  stamp "$1"
  tar --create --directory="$1" --sort=name --format=ustar --owner=0 --group=0 --numeric-owner "${@:2}"
}

# Fills a tree with what both the .deb and the .rpm contain.
fill_tree() {
  local root=$1 share=$1/usr/share doc=$1/usr/share/doc/labelhook zsh=$2
  install -D --mode=755 "$program" "$root/usr/bin/labelhook"
  put 644 "$root/usr/lib/systemd/system" "$hooks/systemd"/*
  put 644 "$root/usr/lib/systemd/system-preset" "$hooks/packaging/90-labelhook.preset"
  put 644 "$root/usr/lib/systemd/user" "$hooks/systemd-user"/*
  put 644 "$root/usr/lib/systemd/user-preset" "$hooks/packaging/90-labelhook.preset"
  put 644 "$root/etc/labelhook" "$hooks/packaging/labelhook.yaml"
  put 755 "$share/labelhook" "$hooks/watched-stores.sh"
  put_tree "$hooks/schemas" "$share/labelhook/schemas"
  put_tree "$hooks/python" "$share/labelhook/python"
  put_samples "$share/labelhook/samples"
  put 644 "$doc" "$work/copyright" "$work/labelhook.cdx.json"
  install -D --mode=644 "$source/.github/CHANGELOG.md" "$doc/changelog"

  mkdir -p "$zsh" "$share"/{bash-completion/completions,fish/vendor_completions.d,man/man1}
  "$program" completion bash > "$share/bash-completion/completions/labelhook"
  "$program" completion fish > "$share/fish/vendor_completions.d/labelhook.fish"
  "$program" completion zsh > "$zsh/_labelhook"
  "$program" man > "$share/man/man1/labelhook.1"
  put 644 "$share/man/man5" "$hooks/man/labelhook.yaml.5"

  # The sources name the paths of install.sh.
  grep --recursive --files-with-matches --binary-files=without-match --null /usr/local/ "$root" |
    xargs -0 sed -i 's|/usr/local/|/usr/|g'
  gzip -9n "$doc/changelog" "$share"/man/*/*
}

make_deb() {
  local root=$work/deb size
  fill_tree "$root" "$root/usr/share/zsh/vendor-completions"
  # Last in Python's path, because other packages may also be called "node" or "agent" and must not be hidden or
  # overwritten.
  mkdir -p "$root/usr/lib/python3/dist-packages" "$root/DEBIAN"
  echo /usr/share/labelhook/python > "$root/usr/lib/python3/dist-packages/labelhook.pth"

  size=$(du --apparent-size --summarize "$root" | cut -f 1)
  put 755 "$root/DEBIAN" "$hooks/packaging/deb"/{preinst,postinst,prerm,postrm}
  sed "s|@VERSION@|$package_version|; s|@ARCHITECTURE@|$architecture|; s|@SIZE@|$size|" \
    "$hooks/packaging/deb/control" > "$root/DEBIAN/control"
  echo /etc/labelhook/labelhook.yaml > "$root/DEBIAN/conffiles"
  (cd "$root" && find etc usr -type f -print0 | sort -z | xargs -0 md5sum) > "$root/DEBIAN/md5sums"
  stamp "$root"
  # The default, level 6, saves 8 % of the size and takes four times as long.
  run dpkg-deb --root-owner-group -Zxz -z1 --threads-max=1 --build "$root" \
    "$out/labelhook_${package_version}_$architecture.deb"
}

make_rpm() {
  local root=$work/rpm
  fill_tree "$root" "$root/usr/share/zsh/site-functions"
  stamp "$root"
  run rpmbuild -bb --target "$machine-linux" --define "version $package_version" --define "stage $root" \
    --define "_topdir $work/rpmbuild" --define "_rpmdir $work/rpms" "$hooks/packaging/labelhook.spec"
  mv "$work/rpms"/*/*.rpm "$out"
}

make_archive() {
  local name=labelhook-$version-$platform
  local root=$work/archive/$name part
  install -D --mode=755 "$program" "$root/labelhook"
  put 755 "$root" "$hooks"/{install,watched-stores}.sh
  put 644 "$root" "$hooks/README.md" "$source"/{LICENSE,.github/CHANGELOG.md} "$work"/{copyright,labelhook.cdx.json}
  for part in man ns8 python schemas systemd systemd-user; do
    put_tree "$hooks/$part" "$root/$part"
  done
  put_samples "$root/samples"
  pack "$work/archive" "$name" | gzip -9n > "$out/$name.tar.gz"
}

make_image() {
  install -D --mode=755 "$program" "$work/image/usr/bin/labelhook"
  pack "$work/image" usr > "$work/layer.tar"
  "$hooks/packaging/oci_archive.py" "$source/Containerfile" "$work/layer.tar" "$architecture" "$version" \
    "$out/labelhook-$version-$platform.oci.tar"
}

make_library() {
  run dotnet pack "$source/src/LabelHook" --configuration Release --output "$out" --artifacts-path "$work/artifacts" \
    -p:ContinuousIntegrationBuild=true -p:PathMap="$work=/_" -p:RunAnalyzers=false
}

make_bill_of_materials() {
  run dotnet restore "$source/src/LabelHook.Cli" --artifacts-path "$work/artifacts"
  "$hooks/packaging/bill_of_materials.py" "$work/artifacts/obj/LabelHook.Cli/project.assets.json" "$platform" \
    "$program" "$version" "$work/labelhook.cdx.json" "$work/copyright"
  cp "$work/labelhook.cdx.json" "$out/labelhook-$version-$platform.cdx.json"
}

case $(uname -m) in
  aarch64) platform=linux-arm64 architecture=arm64 machine=aarch64 ;;
  *) platform=linux-x64 architecture=amd64 machine=x86_64 ;;
esac
program=
folder=
while (( $# )); do
  case $1 in
    --program)
      (( $# > 1 )) || fail "$1 needs a value" 2
      program=$2
      shift
      ;;
    --help) usage && exit ;;
    -*) usage >&2 && fail "unknown argument $1" 2 ;;
    *) folder=$(realpath --canonicalize-missing "$1") ;;
  esac
  shift
done
for tool in dotnet dpkg-deb python3; do
  command -v "$tool" > /dev/null || fail "$tool not found"
done
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$source" log -1 --format=%ct 2> /dev/null || true)}
[[ $SOURCE_DATE_EPOCH =~ ^[0-9]+$ ]] || fail "SOURCE_DATE_EPOCH is not a number, and no commit has the time"
export SOURCE_DATE_EPOCH
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$source/Directory.Build.props")
package_version=${version//-/\~}    # to dpkg and rpm, 1.0~rc.1 comes before 1.0
folder=${folder:-$source/artifacts/packages}

if [[ -z $program ]]; then
  dotnet publish "$source/src/LabelHook.Cli" --configuration Release --runtime "$platform" \
    -p:ContinuousIntegrationBuild=true >&2
  program=$source/src/LabelHook.Cli/bin/Release/net10.0/$platform/publish/labelhook
fi
[[ -f $program ]] || fail "program $program not found"

work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
out=$work/packages
mkdir "$out"
make_bill_of_materials
make_deb
if command -v rpmbuild > /dev/null; then
  make_rpm
else
  echo "package.sh: skipped the .rpm: rpmbuild not found" >&2
fi
make_archive
make_image
make_library
(cd "$out" && sha256sum -- * > SHA256SUMS)

mkdir -p "$folder"
mv "$out"/* "$folder"
(cd "$folder" && ls -l --human-readable)
