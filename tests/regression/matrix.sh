#!/bin/sh
# Same bits whatever compiled or runs the model: hashes of the world's results, compared between compilers,
# optimisation levels, with and without FMA hardware, and with a heap in place of the ladder queue. Arguments go to world_hash; default: Banten.
set -eu
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || set -- scenarios/banten-2018
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

hash() {  # hash NAME COMPILER FLAGS [world_hash arguments]
  name=$1 compiler=$2 flags=$3
  shift 3
  build=build/matrix-$name
  cmake -S . -B "$build" -G Ninja -D CMAKE_CXX_COMPILER="$compiler" -D CMAKE_BUILD_TYPE=Release \
    -D CMAKE_CXX_FLAGS_RELEASE="$flags -DNDEBUG" -D DARAH_ONLY_MODEL=ON >"$build.log" 2>&1 &&
    cmake --build "$build" >>"$build.log" 2>&1 || { tail -n 40 "$build.log" >&2; exit 1; }
  compare "$compiler $flags" "$build/world_hash" "$@"
}

mkdir -p build
hash g++-O1 g++ -O1 "$@"
hash g++-O3 g++ -O3 "$@"
compare "g++ -O3, the C library without FMA and AVX2" \
  env GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2 build/matrix-g++-O3/world_hash "$@"
if grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo; then
  hash g++-v3 g++ '-O3 -march=x86-64-v3' "$@"
else
  echo "matrix.sh: no x86-64-v3 build: this processor has no AVX2 and FMA"
fi
hash g++-heap g++ '-O3 -DDARAH_HEAP_QUEUE' "$@"
hash clang++-O1 clang++ -O1 "$@"
hash clang++-O3 clang++ -O3 "$@"
if [ -x build/release/world_hash ]; then
  compare "the release preset" build/release/world_hash "$@"
fi
