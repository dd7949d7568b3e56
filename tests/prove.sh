#!/usr/bin/env bash
# Runs the sweeps in full, which tests/run.sh only samples: a kill and an error at each system call, a disk with each number of free
# pages; then the mutants. Takes more than an hour on two processors. Prints the figures and keeps them in the given folder, by default
# artifacts/figures; if everything passes, writes them into tests/README.md. LABELHOOK_SWEEP=spread runs the sample, and the page says so.
# Run it as root after tests/run.sh, which installs what the tests need and publishes the program.
set -euo pipefail
cd "$(dirname "$0")/.."

LABELHOOK_FIGURES=$(realpath -m "${1:-artifacts/figures}")
export LABELHOOK_FIGURES LABELHOOK_SWEEP=${LABELHOOK_SWEEP:-full} LABELHOOK_REAL=1

mkdir -p "$LABELHOOK_FIGURES"
dotnet build tests/LabelHook.Acceptance -c Release -warnaserror
failed=0
dotnet build tests/LabelHook.Tests -c Release -warnaserror
tests/LabelHook.Tests/bin/Release/net10.0/LabelHook.Tests -noColor -class "*.OracleTests" -class "*.FuzzTests" || failed=1
for class in HistoryTests SqliteShellTests RequestFuzzTests HostileLoopTests WaitingTests MixedWritersTests \
  KillSweepTests ErrorSweepTests FullDiskTests ResourceLimitTests PowerCutTests ClusterFailureTests; do
  tests/LabelHook.Acceptance/bin/Release/net10.0/LabelHook.Acceptance -noColor -class "*.$class" || failed=1
done
tests/mutants.sh || failed=1

grep . "$LABELHOOK_FIGURES"/*.json
(( failed )) || python3 tests/tools/write-tables.py proven "$LABELHOOK_FIGURES"
exit "$failed"
