#!/bin/sh
# Same bits whatever compiled or runs the model: hashes of the world's results, compared between builds.
#   matrix.sh        the builds that tests/run has made: g++ -O3, g++ -O1 with checks and sanitizers, clang++ -O1; g++ -O3
#                    without FMA and AVX2; a month of Banten
#   matrix.sh --all  also g++ and clang++ at other levels, x86-64-v3, a heap in place of the ladder queue, each file
#                    compiled alone, the pgo preset; all of Banten
set -eu
cd "$(dirname "$0")/../.."
scenario=scenarios/banten-2018
first=

compare() {  # compare WHAT COMMAND...: its output is that of the first one
  what=$1
  shift
  output=$("$@")
  [ -n "$output" ] || { echo "matrix.sh: $what prints nothing" >&2; exit 1; }
  [ -n "$first" ] || first=$output
  if [ "$output" != "$first" ]; then
    printf 'matrix.sh: %s gives\n%s\nwhere the first build gave\n%s\n' "$what" "$output" "$first" >&2
    exit 1
  fi
  printf 'same bits: %s\n' "$what"
}

hash() {  # hash NAME COMPILER FLAGS [OPTION OF CMAKE]
  name=$1 compiler=$2 flags=$3
  build=build/matrix-$name
  cmake -S . -B "$build" -G Ninja -D CMAKE_CXX_COMPILER="$compiler" -D CMAKE_BUILD_TYPE=Release \
    -D CMAKE_CXX_FLAGS_RELEASE="$flags -DNDEBUG" -D DARAH_ONLY_MODEL=ON ${4:-} >"$build.log" 2>&1 &&
    cmake --build "$build" >>"$build.log" 2>&1 || { tail -n 40 "$build.log" >&2; exit 1; }
  compare "$compiler $flags" "$build/world_hash" $scenario
}

without_fma() { env GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2 build/release/world_hash "$@"; }

month() {
  set -- $scenario run.warm_up='28 d' run.horizon='31 d' run.policy_start=2017-12-18
  compare "the release preset" build/release/world_hash "$@"
  compare "the same, the C library without FMA and AVX2" without_fma "$@"
  compare "the dev preset: g++ -O1, checked, sanitizers" build/dev/world_hash "$@"
  compare "clang++ -O1" build/clang/world_hash "$@"
}

month
[ "${1:-}" = --all ] || exit 0
first=
compare "the release preset" build/release/world_hash $scenario
compare "the same, the C library without FMA and AVX2" without_fma $scenario
hash g++-O1 g++ -O1
hash g++-O2-alone g++ -O2 -DDARAH_UNITY=OFF
if grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo; then
  hash g++-v3 g++ '-O3 -march=x86-64-v3'
else
  echo "matrix.sh: no x86-64-v3 build: this processor has no AVX2 and FMA"
fi
hash g++-heap g++ '-O3 -DDARAH_HEAP_QUEUE'
hash g++-pgo g++ -O3 -DDARAH_PGO=ON
hash clang++-O1 clang++ -O1
hash clang++-O3 clang++ -O3
