#!/bin/sh
# What compiling and linking cannot catch: dependencies run one way, core and model stay pure, no bare number is an entity,
# and each file of the model has its test.
set -eu
cd "$(dirname "$0")/.."
code=0

# none PATTERN FOLDER WHAT [FILES]: no line of the folder matches; FILES are names such as *.hpp.
none() {
  if [ -d "$2" ] && grep -rnP --include="${4:-*}" "$1" "$2"; then
    echo "layering.sh: $3" >&2
    code=1
  fi
}

# rows KNOWN FOLDER TABLE: each folder of FOLDER is among those known.
rows() {
  for folder in "$2"/*/; do
    name=${folder%/}
    name=${name##*/}
    case " $1 " in *" $name "*) ;; *)
      echo "layering.sh: $2/$name has no row in the table of $3" >&2
      code=1
      ;;
    esac
  done
}

known=
while read -r layer allowed; do
  none "#include \"(?!($allowed)/)[^\"]*/" "sim/$layer" "sim/$layer may include only $allowed"
  known="$known $layer"
done <<END
core core
model core|model
scenario core|model|scenario
file core|model|file
compare core|model|file|compare
print core|model|file|compare|print
study core|model|scenario|file|compare|print|study
cli core|model|scenario|file|compare|print|study|cli
END
rows "$known" sim layers
for layer in core model; do
  none '#include <(hdf5|H5|toml|fmt/|thread|mutex|atomic|iostream|fstream|filesystem|cstdio)' "sim/$layer" \
    "sim/$layer does no input or output and starts no threads"
  none 'std::(exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|erf|tgamma|lgamma)\(' "sim/$layer" \
    "sim/$layer takes transcendental functions from core/math.hpp alone"
done
none '#include [<"](nlohmann/|iostream|ostream|fstream|sstream|format>)' sim/compare "sim/compare holds numbers and no text"  # fmt: errors
# A Death is as it is written into results files.
none '\b(?!uint64_t woman = 0;|uint16_t district = 0;)(u?int(16|32|64)_t|size_t|unsigned|int)&? (utd|own|other|hospital|district|catchment|facility|woman|emergency|slot|host|walk_in|request|delivery)\b' sim/model \
  "sim/model calls an entity by an id of its kind (model/place/ids.hpp)"
none '(?i)\b(blood|wom[ae]n|hospital|district|donor|pregnan)' sim/core "sim/core has no domain word"

# The rooms of sim/model: what a room's headers may include, and which components of other rooms its sources call. Calls
# go towards resources; those back up, from events, are place to way, mother to way, and blood to who waits for it.
known=world
components=$(sed -n 's|^#include "model/\(\w*/\w*\).hpp"|\1|p' sim/model/world/components.hpp)
while read -r room beneath called; do
  none "#include \"model/(?!($beneath)/)" "sim/model/$room" \
    "of the model, headers of sim/model/$room may include only $beneath" '*.hpp'
  none "#include \"model/(?!($beneath|world)/|\\w+/(\\w+_labels|$called)\\.hpp)" "sim/model/$room" \
    "of the model, sources of sim/model/$room may include only world, labels, $beneath and $called" '*.cpp'
  known="$known $room"
  none '^(?!.*\bconserved\().*\bWorld&' "sim/model/$room" "in sim/model/$room only conserved() takes the whole world"
  strangers=$(echo "$components" | grep -vE "^$room/|/($called)$" | sed 's|.*/||' | paste -sd '|')
  none "\\bw\\.($strangers)\\(\\)" "sim/model/$room" "of other rooms, sim/model/$room may call only $called" '*.cpp'
done <<END
place place emergency|way
blood blood|place emergency|pregnancy|mother_blood|agreement
mother mother|blood|place kept|hospital|way|agreement|programme
care care|mother|blood|place transport|blood_centre|blood_bank|donor|kept|pregnancy|emergency|agreement|programme
policy policy|blood|place blood_centre|donor|kept|pregnancy
END
rows "$known" sim/model rooms
for header in sim/model/world/*.hpp; do
  [ "$header" = sim/model/world/components.hpp ] ||
    none '#include "model/(?!world/|place/ids.hpp|policy/mechanism.hpp|\w+/\w+_labels.hpp)' sim/model/world \
      "of the rooms, headers of sim/model/world include ids and labels; components.hpp alone includes components" "${header##*/}"
done

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
none 'TEST_CASE\("(-|[^"]*;)' tests "the names of tests have no semicolon, which cuts them for ctest, and no dash in front"
exit $code
