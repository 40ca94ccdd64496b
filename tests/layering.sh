#!/bin/sh
# What compiling and linking cannot catch: dependencies run one way, core and model stay pure, no bare number is an entity,
# and each source has its test.
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
# An entity is called by an id of its kind: no number has an entity's name, and none runs through an entity's table.
# A Death is as it is written into results files.
number='\b(u?int(8|16|32|64)_t|size_t|unsigned|int|long)&?'
kinds='utd|own|other|hospital|district|catchment|facility|woman|mother|emergency|case|slot|host|walk_in|donor|visit|request|delivery|drive|team|batch|stream'
tables='(?:utds|hospitals|districts|catchments|facilities|women|cases|hosts|walk_ins|visits|requests|deliveries)_?'
bare="^(?!.*\b(uint64_t woman = 0;|uint16_t district = 0;)).*($number (\w+_)?($kinds)(_?(id|number|index|row|at))?_?\b(?!\()|for \((std::)?$number \w+ = \w+; \w+ < [\w.]*\b$tables\.size\(\))"
# reads EXPECTED: whether the lines of the input, without their indent, are found by the check above.
reads() {
  while IFS= read -r line; do
    found=passes
    printf '%s\n' "$line" | grep -qP "$bare" && found=refuses
    [ "$found" = "$1" ] || { echo "layering.sh: the check of bare numbers $found: $line" >&2 && code=1; }
  done
}
reads refuses <<'END'
  std::uint16_t catchment_number = 0, hospital_number = 0;
void f(std::uint32_t hospital);
  std::size_t nearest_hospital = 0;
  const std::uint32_t case_id = 0;
  std::uint32_t donor = 0, other = 0;
  int team = 0;
  std::uint64_t drive_index;
  unsigned batch_ = 0;
void result(const Model&, std::uint32_t batch);
  for (std::size_t h = 0; h < m.hospitals.size(); ++h) {
  for (std::uint32_t d = 0; d < p.districts.size(); ++d) {
END
reads passes <<'END'
  HospitalId hospital;
  std::uint16_t catchment_ids = 0;
  int hospitals = 0;
  std::int64_t beds_of_hospital(HospitalId) const;
  static int from_hospital(Stocks, const Model&);
  double donor = 0;
  std::uint64_t woman = 0;
  for (const HospitalId h : m.hospitals.ids()) {
  for (std::size_t i = 0; i < line.size(); ++i) {
END
none "$bare" sim/model "sim/model calls an entity by an id of its kind (model/place/ids.hpp)"
# Words that an enum finds lie in an EnumArray, which has as many; lists of names that no number finds are named here.
words='numbered|of_scales|life_labels|table_dimensions|tables_of_\w+|lists_of_\w+|other_suffixes|signs'
none "\bstd::array<(const )?std::string_view, \w+> (?!($words)\b)\w+(\{| = \{)\{*(\"|$)|(string_view|char\*|string)( const)? \w+\[\w*\]" sim \
  "words lie in an EnumArray, or are a list of names that tests/layering.sh knows"
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
care care|mother|blood|place transport|blood_centre|blood_bank|donor|kept|pregnancy|emergency|probe|agreement|programme
policy policy|blood|place blood_centre|donor|kept|pregnancy
END
rows "$known" sim/model rooms
for header in sim/model/world/*.hpp; do
  [ "$header" = sim/model/world/components.hpp ] ||
    none '#include "model/(?!world/|place/ids.hpp|place/purpose.hpp|policy/mechanism.hpp|\w+/\w+_labels.hpp)' sim/model/world \
      "of the rooms, headers of sim/model/world include ids, purposes and labels; components.hpp alone includes components" "${header##*/}"
done

# A name of a test with a semicolon becomes two when CMake lists it, and neither is found.
if grep -rPzoq --include='*.cpp' '(TEST_CASE|TEMPLATE_TEST_CASE|SCENARIO)\(\s*"[^"\n]*;' tests; then
  grep -rPzo --include='*.cpp' '(TEST_CASE|TEMPLATE_TEST_CASE|SCENARIO)\(\s*"[^"\n]*;.*' tests | tr '\0' '\n'
  echo "layering.sh: a test's name holds no semicolon: CMake's lists are cut at it" >&2
  code=1
fi

# Every source, and every header without one, has its test by the same path; those without, each for its reason.
for file in sim/*/*.[ch]pp sim/model/*/*.[ch]pp; do
  [ "$file" = "${file%.hpp}" ] || [ ! -e "${file%.hpp}.cpp" ] || continue
  case $file in
  */*_tables.cpp) continue ;;              # parameters and measures: tests/regression/test_parameters.cpp moves each
  */*_labels.hpp) continue ;;              # names alone: a missing one does not compile
  sim/core/math_*) continue ;;             # parts of core/math.hpp: tests/core/test_math*
  sim/core/prefetch.hpp) continue ;;       # a hint to the processor, which changes nothing
  sim/cli/commands.hpp) continue ;;        # the list of commands: tests/cli/test_usage.sh and test_help.py
  sim/cli/exit_code.hpp) continue ;;       # numbers alone
  sim/print/sheet_cells.hpp) continue ;;   # what sheet.cpp holds and long_sheet.cpp uses: tests/print/test_sheet.cpp
  sim/study/clock.hpp) continue ;;         # the library's clock
  sim/model/world/figure.hpp) continue ;;  # fields alone
  sim/cli/command_*)                       # calls other layers: some script runs the command
    command=${file#sim/cli/command_}
    grep -rqE "command\(\"${command%.cpp}\"|DARAH, \"${command%.cpp}\"" tests/*/*.py || {
      echo "layering.sh: $file: no test runs darah ${command%.cpp}" >&2
      code=1
    }
    continue
    ;;
  esac
  name=${file##*/}
  folder=${file#sim/}
  test=tests/${folder%/*}/test_${name%.?pp}.cpp
  if ! grep -qsE 'TEST_CASE|prop\(' "$test"; then
    echo "layering.sh: $file has no test: $test" >&2
    code=1
  fi
done

# So has every module of the analysis.
for file in analysis/darah/*.py analysis/darah/*/*.py; do
  case $file in
  */darah/*/__init__.py) continue ;; # the folder's own tests
  */darah/__init__.py) continue ;;   # how it is loaded: tests/analysis/test_main.py
  */darah/errors.py) continue ;;     # classes without a body
  */darah/charts/chart.py) continue ;; # fields alone
  esac
  name=$(basename "$file" .py)
  [ "$name" != __main__ ] || name=main
  folder=${file#analysis/darah}
  test=tests/analysis${folder%/*}/test_$name.py
  if ! grep -qs '^def test_' "$test"; then
    echo "layering.sh: $file has no test: $test" >&2
    code=1
  fi
done

# Draws of two purposes with one number would be the same draws.
for purpose in $(grep -rhoE 'purpose\(0x[0-9a-fA-F]+, *[0-9]+\)' sim | tr -d ' ' | sort | uniq -d); do
  echo "layering.sh: two draws have the number $purpose" >&2
  code=1
done
none 'TEST_CASE\("(-|[^"]*;)' tests "the names of tests have no semicolon, which cuts them for ctest, and no dash in front"
exit $code
