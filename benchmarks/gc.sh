#!/usr/bin/env bash
# The pauses of the program's garbage collectors while 500 people join a running meeting, under several settings: those of the
# media process, which the media have to wait for, and those of the control plane (which is all there is without own-process). The generator's own are in what the members see, too.
# Called by ./bench gc, which has built everything: gc.sh CONFIGURATION
set -euo pipefail
cd "$(dirname "$0")/.."
build=bin/$1/net10.0
pauses=$(mktemp)
trap 'rm -f "$pauses" "$pauses.media" "$pauses.load"' EXIT

# A name, then environment variables.
measure() {
  local name=$1
  shift
  : >"$pauses"
  : >"$pauses.media"
  : >"$pauses.load"
  echo "$name"
  env "$@" PARLEY_BENCH_PAUSES="$pauses" DOTNET_STARTUP_HOOKS="$PWD/benchmarks/Pauses/$build/Bench.Pauses.dll" \
    timeout --kill-after=10 180 taskset -c 1 "benchmarks/Load/$build/Bench.Load" storm --parley "$PWD/Cluster.Host/$build/parley" |
    grep -oE 'could not run.*|last picture came after [0-9.]+ s|members lost [0-9.]+ %|p99 [0-9.]+ ms, p99.9 [0-9.]+ ms' | tr '\n' ' ' || true
  echo
  tell "$pauses.media" "media process"
  tell "$pauses" "control plane"
  tell "$pauses.load" "generator"
}

tell() {
  [ -s "$1" ] || return 0
  printf '  %-14s ' "$2"
  sort -n "$1" | awk '
    { ms[NR] = $1 / 1000; sum += ms[NR]; long += ms[NR] > 5 }
    function at(share) { i = int(NR * share + 0.999); return ms[i < 1 ? 1 : i] }
    END { printf "%d pauses, %.0f ms in all, p50 %.1f ms, p99 %.1f ms, longest %.1f ms, %d above 5 ms\n", NR, sum, at(0.5), at(0.99), ms[NR], long }'
}

measure "as the program is set" PARLEY_BENCH_LATENCY=
measure "in one process" PARLEY_BENCH_SETTINGS="parley.media.own-process = off"
measure "workstation, concurrent" DOTNET_gcServer=0 DOTNET_gcConcurrent=1
measure "workstation" DOTNET_gcServer=0 DOTNET_gcConcurrent=0
measure "server, concurrent" DOTNET_gcServer=1 DOTNET_gcConcurrent=1 DOTNET_GCHeapCount=2
measure "server" DOTNET_gcServer=1 DOTNET_gcConcurrent=0 DOTNET_GCHeapCount=2
measure "conserve memory 5" DOTNET_GCConserveMemory=5
measure "control plane with tiered PGO" DOTNET_TieredPGO=1
measure "sustained low latency" PARLEY_BENCH_LATENCY=SustainedLowLatency
measure "generation 0 of 64 MiB" DOTNET_GCgen0size=0x4000000
measure "generation 0 of 4 MiB" DOTNET_GCgen0size=0x400000
