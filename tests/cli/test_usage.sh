#!/bin/sh
# Exit codes and messages of command lines that are asked for or wrong.
set -u
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failures=0

# expect CODE TEXT ARGUMENTS...: the exit code, and a text on stdout (code 0) or stderr (any other).
expect() {
  code=$1
  text=$2
  shift 2
  "$DARAH" "$@" >"$out/stdout" 2>"$out/stderr" </dev/null
  got=$?
  said=$out/stderr
  [ "$code" -ne 0 ] || said=$out/stdout
  if [ "$got" -ne "$code" ] || ! grep -qF -- "$text" "$said"; then
    printf 'darah %s: exit %s (expected %s); said:\n' "$*" "$got" "$code" >&2
    cat "$said" >&2
    failures=$((failures + 1))
  fi
}

expect 0 "darah COMMAND" --help
expect 0 "commit" --version
commands=$("$DARAH" --help | sed -n '/^darah COMMAND/,/^darah COMMAND --help/s/^  \([a-z_]*\) .*/\1/p')
[ "$(echo "$commands" | wc -w)" -ge 8 ] || { echo "darah --help lists only: $commands" >&2; failures=$((failures + 1)); }
for command in $commands; do
  expect 0 "Example:" "$command" --help
  expect 2 "unknown option --nothing" "$command" --nothing
done
expect 2 "a command is missing"
expect 2 'did you mean "run"' rum
expect 2 "darah --help lists them" xyzzy
expect 2 "SCENARIO is missing" run
expect 2 "RESULTS is missing" compare
expect 2 "--format is one of text, json, csv, xlsx" compare a --format jsn
expect 2 "leave --monitoring out" compare a --format json --monitoring
expect 2 "leave --monitoring out" compare a --format xlsx -o a.xlsx --monitoring
expect 2 "--format xlsx needs -o FILE.xlsx" compare a --format xlsx
expect 2 "-o takes a table" compare a -o b.h5
expect 2 "not with .toml" compare a -o scenario.toml
expect 2 "not with .ods" compare a -o TABLE.ODS
expect 2 "not with .toml" report a -o scenario.toml
expect 2 "not with .pdf" report a -o page.pdf
expect 2 "not with .xlsx" run a -o out.xlsx
expect 2 "not with .csv" merge a -o out.csv
expect 2 "does not end with .h5" sweep a -o out.h5
expect 2 "--locale id goes with --format csv" compare a --locale id
expect 2 "--locale id goes with --format csv" compare a --format csv --locale en
expect 2 "--brief is text" compare a --format csv --brief
expect 2 "--brief or --monitoring, not both" compare a --brief --monitoring
expect 4 "no such file" compare "$out/no-such-results.h5" "$out/nor-this.h5"
expect 2 "RESULTS is missing" report
expect 4 "no such file" report "$out/no-such.h5"
printf '#!/bin/sh\nkill -ABRT $$\n' >"$out/abort"
chmod +x "$out/abort"
DARAH_PYTHON="$out/abort" expect 4 "ended by signal 6" report a
expect 2 "unknown language fr" report "$out/no-such.h5" --language fr
expect 2 "too many arguments" run a b
expect 2 'did you mean "--seed"' run a --sed 3
expect 2 "-r is a whole number from 1 on, not 0" run a -r 0
expect 2 "-j is a whole number from 1 on, not 0" run a -j 0
expect 2 "--seed is a whole number from 0 on" run a --seed=-1
expect 2 "is a whole number, not seven" run a -r seven
expect 2 "--of says more about --precision" run a --of deaths_true
expect 2 "--most says more about --precision" run a --most 64
expect 2 "-r or --precision, not both" run a --precision 5% -r 32
expect 2 "such as 5%" run a --precision tight
expect 2 "such as 5%" run a --precision=-1
expect 2 "such as 5%" run a --precision 0%
expect 2 'did you mean "deaths_true"' run a --precision 5% --of deaths_tru
expect 2 "there is no such measure" run a --precision 5% --of exogenous
expect 2 "--most is a whole number from 16 on" run a --precision 5% --most 15
expect 2 "is a scenario: darah run" compare "${DARAH_SOURCE:-.}/scenarios/banten-2018"
expect 2 "--set takes KEY=VALUE in one word: --set a.b=2" run a --set a.b 2
expect 2 "DESIGN is missing" sweep
expect 2 'did you mean "--slice"' sweep a --slise 1/2
for slice in 0/2 3/2 2 1/x; do
  expect 2 "--slice is i/N with i from 1 to N, not $slice" sweep a --slice "$slice"
done
expect 2 "-j is a whole number from 1 on, not 0" sweep a -j 0
expect 2 "--keep-every is a number of seconds from 0 on" sweep a --keep-every=-1
expect 2 "DIR is missing" merge
expect 4 "no-such-folder" merge "$out/no-such-folder"
expect 3 "" run "$out/no-such-scenario"
expect 3 "cannot be read" sweep "$out/no-such-design.toml"
expect 4 "no such file" compare "$out/no-such-results.h5"

# The table cannot be printed: told, not lost.
if [ -w /dev/full ]; then
  "$DARAH" --help >/dev/full 2>"$out/stderr"
  [ $? -eq 4 ] && grep -q "cannot print" "$out/stderr" || { echo "a full stdout goes unnoticed" >&2; failures=$((failures + 1)); }
fi
exit $((failures > 0))
