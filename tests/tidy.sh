#!/bin/sh
# clang-tidy on each folder of sim/ as the one unit that it is compiled as, and on the files that are compiled alone.
set -eu
cd "$(dirname "$0")/.."
cmake --preset clang >/dev/null
cmake --build --preset clang --target version_header
units=$(find build/clang/CMakeFiles -path '*/darah_*.dir/Unity/*.cxx')
folders=$(find sim -mindepth 1 -maxdepth 1 -type d | wc -l)
[ "$(echo "$units" | wc -l)" = "$folders" ] || { echo "tidy.sh: of $folders folders of sim/ these are compiled: $units" >&2; exit 1; }
# The check that is left out complains of a unit's including sources.
printf '%s\n' $units sim/main.cpp sim/study/mpi.cpp |
  xargs -P 2 -n 1 clang-tidy -p build/clang --quiet --checks=-bugprone-suspicious-include
