#!/bin/sh
# core/math gives the same bits with any compiler, at any level of optimisation, and as WebAssembly; and were products
# and sums contracted to FMA, or reassociated, the hash would show it.
set -eu
cd "$(dirname "$0")/../.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
for file in sim/core/math_*.cpp tests/core/math_bits.cpp; do echo "#include \"$PWD/$file\""; done >"$made/unit.cpp"
options="-std=c++20 -Isim -ffp-contract=off"

fail() { echo "test_math_bits.sh: $*" >&2; exit 1; }

same() {  # same WHAT PROGRAM...: prints the known hash
  what=$1
  shift
  "$@" >"$made/hash" || fail "$what gives $(cat "$made/hash"), not the known hash"
  echo "same bits: $what"
}

other() {  # other WHAT PROGRAM: does not
  if "$2" >/dev/null; then fail "$1 goes unnoticed"; fi
  echo "noticed: $1"
}

has_fma=no
! { grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo; } || has_fma=yes
for compiler in g++ clang++; do
  for level in -O0 -O1 -O2 -O3 -Os '-O3 -march=x86-64-v3'; do
    case $has_fma$level in
      no*-march*)
        echo "test_math_bits.sh: $compiler $level is left out: this processor has no AVX2 and FMA"
        continue
        ;;
    esac
    $compiler $options $level "$made/unit.cpp" -o "$made/bits"
    same "$compiler $level" "$made/bits"
  done
  if [ $has_fma = yes ]; then
    $compiler $options -O2 -march=x86-64-v3 -ffp-contract=fast "$made/unit.cpp" -o "$made/bits"
    other "$compiler, contraction" "$made/bits"
  fi
  $compiler $options -O2 -fassociative-math -fno-signed-zeros -fno-trapping-math "$made/unit.cpp" -o "$made/bits"
  other "$compiler, reassociation" "$made/bits"
done

# Linked at -O1, since the JavaScript that node runs is cut short at higher levels by a module which another node than
# Debian's does not find; not asynchronous, since that fetches the file by a URL in newer ones.
if command -v em++ >/dev/null && command -v node >/dev/null; then
  for level in -O0 -O2; do
    em++ $options $level -c "$made/unit.cpp" -o "$made/unit.o"
    em++ -O1 "$made/unit.o" -s WASM_ASYNC_COMPILATION=0 -s ENVIRONMENT=node -o "$made/bits.js"
    same "WebAssembly $level" node "$made/bits.js"
  done
else
  missing="no WebAssembly: em++ or node is missing (packages.txt, group wasm)"
  [ -z "${CI:-}" ] || fail "$missing"
  echo "test_math_bits.sh: $missing"
fi
