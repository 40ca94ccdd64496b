#!/bin/sh
# What compiling and linking cannot catch: dependencies run one way, core and model stay pure, no bare number is an entity,
# and each file of the model has its test.
set -eu
cd "$(dirname "$0")/.."
code=0

# none PATTERN FOLDER WHAT: no line of the folder matches.
none() {
  if [ -d "$2" ] && grep -rnP "$1" "$2"; then
    echo "layering.sh: $3" >&2
    code=1
  fi
}

while read -r layer allowed; do
  none "#include \"(?!($allowed)/)[^\"]*/" "sim/$layer" "sim/$layer may include only $allowed"
done <<END
core core
model core|model
scenario core|model|scenario
file core|model|file
compare core|model|file|compare
print core|model|file|compare|print
study core|model|scenario|file|compare|print|study
END
for layer in core model; do
  none '#include <(hdf5|H5|toml|fmt/|thread|mutex|atomic|iostream|fstream|filesystem|cstdio)' "sim/$layer" \
    "sim/$layer does no input or output and starts no threads"
  none 'std::(exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|erf|tgamma|lgamma)\(' "sim/$layer" \
    "sim/$layer takes transcendental functions from core/math.hpp alone"
done
none '\bstd::uint32_t&? (utd|own|other|hospital|district|catchment|facility|woman|emergency|slot|host|walk_in|request|delivery)\b' sim/model \
  "sim/model calls an entity by an id of its kind (model/place/ids.hpp)"
none '(?i)\b(blood|wom[ae]n|hospital|district|donor|pregnan)' sim/core "sim/core has no domain word"
for file in sim/model/*/*.cpp; do
  case $file in *_tables.cpp) continue ;; esac
  name=${file##*/}
  room=${file#sim/model/}
  test=tests/model/${room%/*}/test_$name
  if ! grep -qs TEST_CASE "$test"; then
    echo "layering.sh: $file has no test: $test" >&2
    code=1
  fi
done
exit $code
