#!/bin/sh
# The front door installs, builds once and passes through, as seen by stand-ins for the tools that it calls.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
house=$work/house log=$work/log
mkdir -p "$work/bin" "$house/sim"
(cd "$DARAH_SOURCE" && cp -R darah tools packages.txt CMakeLists.txt CMakePresets.json "$house")
mkdir "$house/analysis"
cp "$DARAH_SOURCE/analysis/package.json" "$DARAH_SOURCE/analysis/package-lock.json" "$house/analysis"
find "$house" -exec touch -d '1 hour ago' {} +

stub() { cat >"$work/bin/$1" && chmod +x "$work/bin/$1"; }
stub dpkg-query <<'END'
#!/bin/sh
# dpkg-query -W -f FORMAT PACKAGE...: those in $MISSING were never installed, those in $REMOVED are no longer.
shift 3
for package; do
  case " $MISSING | $REMOVED " in
    *" $package "*"|"*) ;;
    *"|"*" $package "*) echo "$package config-files" ;;
    *) echo "$package installed" ;;
  esac
done
[ -z "$MISSING" ]
END
stub id <<'END'
#!/bin/sh
echo "$AS_USER"
END
stub sudo <<'END'
#!/bin/sh
echo sudo >>"$LOG"
exec "$@"
END
stub apt-get <<'END'
#!/bin/sh
echo "apt-get $*" >>"$LOG"
case " $* " in *" $FAILING "*) exit 100 ;; esac
END
stub cmake <<'END'
#!/bin/sh
# The program it builds says where it stands and what it was given, and ends with 7.
[ "$1" = --build ] && act=build || act=configure
echo "$act" >>"$LOG"
[ "$FAILING" != "$act" ] || { echo "stub: $act failed"; exit 1; }
[ "$act" = build ] || exit 0
sleep "$BUILD_SECONDS"
printf '#!/bin/sh\npwd\nprintf "<%%s>" "$@"\nexit 7\n' >build/release/darah
chmod +x build/release/darah
END

stub npm <<'END'
#!/bin/sh
# npm --prefix FOLDER ci OPTION...
echo "npm $3 $4 $5 $6 $7 $8" >>"$LOG"
[ "$FAILING" != npm ] || { echo "stub: npm failed"; exit 1; }
mkdir -p "$2/node_modules/vega"
: >"$2/node_modules/.package-lock.json"
END

# Runs the front door from the folder $work; sets code, and leaves $work/stdout and stderr.
door() {
  code=0
  (cd "$work" && "$@" >stdout 2>stderr </dev/null) || code=$?
}
# A new house: no package missing, nothing built, nothing there that a report is made with.
new() {
  rm -rf "$house/build" "$house/analysis/node_modules" "$log"
  : >"$log"
  export MISSING="" REMOVED="" FAILING="" AS_USER=0 BUILD_SECONDS=0
}
fail() {
  printf 'test_front_door: %s: %s\nexit code %s, stderr:\n' "$case" "$*" "$code" >&2
  cat "$work/stderr" >&2
  echo "calls:" >&2
  cat "$log" >&2
  exit 1
}
ends_with() { [ "$code" -eq "$1" ] || fail "exit code $1 expected"; }
says() { grep -qF -- "$1" "$work/stderr" || fail "should say: $1"; }
# calls LINE...: the stand-ins that were called, in order, without those that only look.
calls() {
  [ $# -eq 0 ] || printf '%s\n' "$@" >"$work/expected"
  [ $# -gt 0 ] || : >"$work/expected"
  cmp -s "$work/expected" "$log" || fail "calls expected: $*"
}

unset DARAH_NO_INSTALL
export LOG="$log" PATH="$work/bin:$PATH"
apt="apt-get -y -o DPkg::Lock::Timeout=300"

case="a missing package where installing is forbidden"
new
MISSING=librandom123-dev
door env DARAH_NO_INSTALL=1 "$house/darah" run
ends_with 4
says "missing packages: librandom123-dev (DARAH_NO_INSTALL is set); as root: apt-get update && apt-get install"
calls

case="missing packages"
new
MISSING="g++ catch2 libsystemc-dev" REMOVED="librandom123-dev"
door "$house/darah"
ends_with 7
calls "$apt update" "$apt install --no-install-recommends g++ librandom123-dev" configure build

case="missing packages, not root"
new
MISSING=cmake AS_USER=1000
door "$house/darah"
ends_with 7
says "through sudo: cmake"
calls sudo "$apt update" sudo "$apt install --no-install-recommends cmake" configure build

case="package lists that cannot be refreshed"
new
MISSING=cmake FAILING=update
door "$house/darah"
ends_with 7
calls "$apt update" "$apt install --no-install-recommends cmake" configure build

case="packages that cannot be installed"
new
MISSING=cmake FAILING=install
door "$house/darah"
ends_with 4
says "as root: apt-get update && apt-get install --no-install-recommends cmake"
calls "$apt update" "$apt install --no-install-recommends cmake"

case="a configuration that fails"
new
FAILING=configure
door "$house/darah"
ends_with 4
says "stub: configure failed"
says "needed, by their Debian names: g++ cmake ninja-build"
calls configure

case="a build that fails, then one that does not"
new
FAILING=build
door "$house/darah"
ends_with 5
says "stub: build failed"
calls configure build
FAILING=
door "$house/darah"
ends_with 7
calls configure build configure build

case="what a report is made with"
: >"$log"
door "$house/darah" run a
ends_with 7
calls "npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --omit=dev"
says "installing the Node.js modules"
rm "$house/build/report"
door "$house/darah" report a  # the modules are there
calls "npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --omit=dev"

case="what a report is made with, not needed"
new
for words in "run a --no-report" "run --help" "compare run"; do
  door "$house/darah" $words
  ends_with 7
done
calls configure build

case="what a report is made with, missing"
for failing in npm install; do
  new
  FAILING=$failing MISSING=python3-xarray
  door "$house/darah" run a
  ends_with 7
  says "going on without what a report is made with"
  door "$house/darah" compare a
  ends_with 7
  [ ! -s "$work/stderr" ] || fail "should say nothing"
  [ ! -e "$house/build/report" ] || fail "should try again"
done
new
door env DARAH_NO_INSTALL=1 "$house/darah" run a
ends_with 7
says "missing Node.js modules (DARAH_NO_INSTALL is set); by hand: npm --prefix"
calls configure build

case="a program that is up to date"
: >"$log" >"$house/build/report"
ln -sf house/darah "$work/link"
for door in "$house/darah" "$work/link"; do
  door "$door" run "a b" '$c' ''
  ends_with 7
  calls
  [ ! -s "$work/stderr" ] || fail "should say nothing"
  printf '%s\n<run><a b><$c><>' "$(cd "$work" && pwd -P)" | cmp -s - "$work/stdout" ||
    fail "$(cat "$work/stdout")"
done

case="a checkout that was moved, to a place with an odd name"
new
door "$house/darah" run a --no-report
printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\n' "$house" >"$house/build/release/CMakeCache.txt"
odd="$work/it's a \"h\" \$x *ü:v1.0"
cp -R -p "$house" "$odd"
: >"$log"
touch "$odd/sim/newer"
door "$odd/darah" run a --no-report
ends_with 7
calls configure build
says "was made for $house; it is made anew"
[ ! -e "$odd/build/release/CMakeCache.txt" ] || fail "the old cache should be gone"
printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\n' "$odd" >"$odd/build/release/CMakeCache.txt"
touch -d '1 minute' "$odd/sim/newer"
door "$odd/darah" run a --no-report
ends_with 7
[ -e "$odd/build/release/CMakeCache.txt" ] || fail "its own cache should stay"
rm -rf "$odd"
: >"$log"

case="a source that is newer than the program"
sleep 0.1  # a file's time is that of the kernel's last tick
touch "$house/sim/new.cpp"
door "$house/darah"
ends_with 7
calls configure build
door "$house/darah"
calls configure build

case="two calls at once"
new
BUILD_SECONDS=1
(cd "$work" && "$house/darah" first >first 2>stderr) &
first=$!
door "$house/darah" second
ends_with 7
code=0
wait "$first" || code=$?
ends_with 7
calls configure build
grep -q '<first>' "$work/first" || fail "the first call did not run"
grep -q '<second>' "$work/stdout" || fail "the second call did not run"
