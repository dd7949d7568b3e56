#!/usr/bin/env bash
# Proves that the tests find the faults that they are for: builds the program with each fault of tests/mutants/ and runs the named tests
# in full, which must fail; then runs a sample of them against the unchanged program, which must pass.
# Arguments select mutants: tests/mutants.sh file-in-place
# Run it as root after tests/run.sh, which installs what the tests need.
set -euo pipefail
cd "$(dirname "$0")/.."

case $(uname -m) in
  aarch64) platform=linux-arm64 ;;
  *) platform=linux-x64 ;;
esac
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
export LABELHOOK_REAL=1
figures=${LABELHOOK_FIGURES-}
unset LABELHOOK_FIGURES # those of the tests, which run here against what is wrong

# A field in the head of a patch.
field() { sed -n "s/^$2: //p;/^diff /q" "$1"; }

# Copies what the program and the tests are built from. A quick build is enough: the effect of a fault does not depend on compilation.
copy() {
  mkdir "$1"
  git ls-files -z -- src tests/LabelHook.Tests README.md samples LICENSE .editorconfig '*.props' global.json LabelHook.sln \
    | xargs -0 cp --parents -t "$1"
}
build() {
  # This builds src/LabelHook.Cli, too.
  dotnet build "$1/src/LabelHook.Cluster" -c Release -r "$platform" -p:TreatWarningsAsErrors=false > "$work/log" 2>&1 \
    || { cat "$work/log" >&2; return 1; }
}

# Runs the tests of a patch against a tree; unit tests are built with the tree, acceptance tests run its program.
tests() {
  local tree=$1 project=$2 class=$3 at=$PWD
  if [[ $project == LabelHook.Tests ]]; then
    dotnet build "$tree/tests/$project" -c Release -p:TreatWarningsAsErrors=false > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
    at=$tree
  fi
  LABELHOOK_PROGRAM=$tree/src/LabelHook.Cli/bin/Release/net10.0/$platform/LabelHook.Cli \
    LABELHOOK_CLUSTER_PROGRAM=$tree/src/LabelHook.Cluster/bin/Release/net10.0/$platform/LabelHook.Cluster LABELHOOK_SCENARIO=$4 \
    "$at/tests/$project/bin/Release/net10.0/$project" -noColor -class "*.$class" > "$work/log" 2>&1
}

dotnet build tests/LabelHook.Acceptance -c Release > "$work/log" || { cat "$work/log" >&2; exit 1; }
copy "$work/as-it-is"
build "$work/as-it-is"

failed=0 caught=0
patches=(tests/mutants/*.patch)
if (( $# )); then patches=("${@/#/tests/mutants/}"); patches=("${patches[@]/%/.patch}"); fi
printf '%-24s  %-10s  %-26s  %s\n' mutant verdict 'caught by' 'seeded fault'
for patch in "${patches[@]}"; do
  name=$(basename "$patch" .patch)
  project=$(field "$patch" Project) class=$(field "$patch" Class) scenario=$(field "$patch" Scenario)
  verdict=caught
  LABELHOOK_SWEEP='' tests "$work/as-it-is" "$project" "$class" "$scenario" || verdict='false'
  copy "$work/$name"
  git -C "$work/$name" apply --unsafe-paths --directory="$work/$name" "$PWD/$patch"
  build "$work/$name"
  ! LABELHOOK_SWEEP=full tests "$work/$name" "$project" "$class" "$scenario" || verdict=missed
  rm -r "${work:?}/$name"
  [[ $verdict == caught ]] && caught=$(( caught + 1 )) || failed=1
  printf '%-24s  %-10s  %-26s  %s\n' "$name" "$verdict" "$class" "$(field "$patch" Seeds)"
done
[[ -z $figures ]] || echo "{\"caught\":$caught,\"mutants\":${#patches[@]},\"sweep\":\"full\"}" > "$figures/mutants.json"
exit "$failed"
