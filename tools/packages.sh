# Sourced by darah and tests/run: the Debian packages that packages.txt names. Needs $root, the source directory.

say() { echo "darah: $*" >&2; }

# packages GROUP...: the names in these groups.
packages() {
  awk -v groups=" $* " '!/^#/ && index(groups, " " $2 " ") { print $1 }' "$root/packages.txt"
}

# missing_packages GROUP...: those of them that are not installed.
missing_packages() {
  present=" $(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $(packages "$@") 2>/dev/null |
    awk '$2 == "installed" { printf "%s ", $1 }')"
  for package in $(packages "$@"); do
    # Node.js from elsewhere brings its own npm and excludes Debian's.
    case $package in nodejs | npm) command -v "${package%js}" >/dev/null && continue ;; esac
    case $present in *" $package "*) ;; *) echo "$package" ;; esac
  done
}

# install_packages GROUP...: installs the missing ones, as root or through sudo, saying so; exits 4 if it cannot.
install_packages() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || return 0
  missing=$(missing_packages "$@" | tr '\n' ' ')
  missing=${missing% }
  [ -n "$missing" ] || return 0
  by_hand="apt-get update && apt-get install --no-install-recommends $missing"

  as_root=
  if [ -n "${DARAH_NO_INSTALL:-}" ] && [ "$DARAH_NO_INSTALL" != 0 ]; then
    say "missing packages: $missing (DARAH_NO_INSTALL is set); as root: $by_hand"
    exit 4
  elif [ "$(id -u)" != 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null; then
      say "missing packages: $missing (neither root nor sudo to install them); as root: $by_hand"
      exit 4
    fi
  fi

  log=$root/build/packages.log
  mkdir -p "$root/build"
  say "installing Debian packages${as_root:+ through sudo}: $missing (log: $log)"
  apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300"
  # A list that cannot be refreshed may still serve: the installation decides.
  $apt update </dev/null >"$log" 2>&1 || say "apt-get update failed; trying with the package lists at hand"
  if ! $apt install --no-install-recommends $missing </dev/null >>"$log" 2>&1; then
    tail -n 20 "$log" >&2
    say "cannot install packages (the end of $log is above); as root: $by_hand"
    exit 4
  fi
}

# install_modules MODULE [OPTION...]: the Node.js modules of analysis/package-lock.json, by npm ci with these options,
# unless MODULE is there and they are no older; exits 4 if it cannot.
install_modules() {
  lock_file=$root/analysis/package-lock.json
  here=$root/analysis/node_modules
  module=$1
  shift
  [ -d "$here/$module" ] && [ ! "$lock_file" -nt "$here/.package-lock.json" ] && return
  by_hand="npm --prefix $root/analysis ci --ignore-scripts $*"
  if [ -n "${DARAH_NO_INSTALL:-}" ] && [ "$DARAH_NO_INSTALL" != 0 ]; then
    say "missing Node.js modules (DARAH_NO_INSTALL is set); by hand: $by_hand"
    exit 4
  fi
  log=$root/build/npm.log
  mkdir -p "$root/build"
  say "installing the Node.js modules of analysis/package.json (log: $log)"
  if ! npm --prefix "$root/analysis" ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 "$@" </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    say "cannot install Node.js modules (the end of $log is above); by hand: $by_hand"
    exit 4
  fi
}
