# shellcheck shell=sh
# What ./pack and ./test share: make .venv from the lock file, once, and find it in a few milliseconds ever after.
#
# To be sourced with $checkout set to the folder of this project; then `set_up run` or `set_up dev` leaves the Python
# to use in $python. POSIX sh only, and of other programs only what every Unix has. Everything is told on stderr.
# Exit code 7: something is missing that this script cannot or may not provide; the message says how to install it.

venv=$checkout/.venv
python=$venv/bin/python
turn=$checkout/.venv.lock # held by the one that sets up

# What a person keeps for other Pythons must not leak into this one.
unset PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK=1

# Pythons that are not Homebrew's do not look where Homebrew puts its libraries.
if [ -d /opt/homebrew/lib ]; then
    export DYLD_FALLBACK_LIBRARY_PATH="${DYLD_FALLBACK_LIBRARY_PATH:-/opt/homebrew/lib:/usr/local/lib:/usr/lib}"
fi

say() { printf 'packbuilder: %s\n' "$*" >&2; }

refuse() {
    say "$@"
    exit 7
}

set_up() { # run | dev
    is_ready "$1" && return
    take_turn
    if ! is_ready "$1"; then # another one may have made it meanwhile
        provide_system
        [ "$1" = run ] || { provide_ghostscript; provide_mail; }
        make_venv "$1"
    fi
    give_turn
}

# --- The environment and its stamp ---

is_ready() {
    [ -f "$venv/stamp-$1" ] && [ "$(cat "$venv/stamp-$1")" = "$(stamp "$1")" ]
}

stamp() { # what an environment depends on: where it stands, its packages, its Python
    printf '%s\n' "$checkout"
    cksum <"$checkout/requirements.lock"
    if [ "$1" = dev ]; then cksum <"$checkout/requirements-dev.lock"; fi
    "$python" -ISc 'import sys; print(sys.version)' 2>/dev/null || echo "no Python"
}

make_venv() {
    locked=$checkout/requirements.lock
    [ "$1" = run ] || locked=$checkout/requirements-dev.lock # holds all that requirements.lock holds, and more
    if ! is_ready run; then
        say "setting up $venv (once; half a minute) …"
        rm -rf "$venv" && "$base" -m venv "$venv" >&2 || refuse "$venv could not be made (see above)."
    else
        say "adding what the tests need to $venv (once; half a minute) …"
    fi
    rm -f "$venv/stamp-run" "$venv/stamp-dev" # no half environment is ever trusted
    "$python" -m pip install --quiet --no-user --require-hashes -r "$locked" </dev/null >&2 ||
        refuse "the packages of $locked could not be installed (see above). Is there a network? Run this again."
    "$python" - "$checkout" <<'PYTHON' >&2 || refuse "WeasyPrint does not load (see above)."
import pathlib, sys, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "packbuilder.pth").write_text(sys.argv[1] + "\n")
import weasyprint
PYTHON
    if [ "$1" = dev ]; then stamp dev >"$venv/stamp-dev"; fi
    stamp run >"$venv/stamp-run"
}

# --- What comes from the system: Python, Pango, HarfBuzz ---

provide_system() {
    find_missing
    if [ -n "$missing" ] && command -v apt-get >/dev/null && may_install; then
        # shellcheck disable=SC2086 # one word is one package
        install_packages $missing
        find_missing
    fi
    [ -z "$missing" ] || explain
}

provide_ghostscript() { # with which the tests look at ink; they say so where they have to do without
    command -v gs >/dev/null && return
    if command -v apt-get >/dev/null && may_install; then install_packages ghostscript; fi
    command -v gs >/dev/null || say "without Ghostscript (gs), the tests of ink on paper are left out."
}

provide_mail() { # programs that read mails, and Postfix; the latter only on a machine for nothing but tests
    command -v apt-get >/dev/null && may_install || return 0
    command -v mu >/dev/null || install_packages maildir-utils
    command -v notmuch >/dev/null || install_packages notmuch
    if [ -n "${CI-}" ] && [ "$(id -u)" = 0 ] && ! command -v sendmail >/dev/null; then
        echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
        install_packages postfix
    fi
    command -v postfix >/dev/null || say "without Postfix, the test of mails that are delivered is left out (CI=1 installs it)."
}

install_packages() { # Debian packages
    say "installing $* …"
    as_root apt-get -qq update </dev/null >&2 || true # a broken third source need not matter
    told=$(as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -y --no-install-recommends install "$@" </dev/null 2>&1) || printf '%s\n' "$told" >&2
}

find_missing() { # sets $base, the Python to build on, and $missing, as Debian calls it
    missing=
    find_python
    if [ -z "$base" ]; then
        missing="python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        return
    fi
    missing=$("$base" - <<'PYTHON'
import ctypes, sys
wanted = {"libpango-1.0": "libpango-1.0-0", "libpangoft2-1.0": "libpangoft2-1.0-0", "libharfbuzz-subset": "libharfbuzz-subset0"}
missing = []
for library, package in wanted.items():
    try:
        ctypes.CDLL(library + (".0.dylib" if sys.platform == "darwin" else ".so.0"))
    except OSError:
        missing.append(package)
print(*missing)
PYTHON
    )
}

find_python() { # the first that is new enough and can make environments
    for base in python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11; do
        "$base" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null </dev/null && return
    done
    base=
}

may_install() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

explain() { # what is missing and how this system installs it
    if [ -z "$base" ]; then
        say "Python 3.11 or newer with venv is needed; found: $(python3 --version 2>/dev/null || echo none)."
    else
        say "missing from the system: $missing (as Debian names it)."
    fi
    names=$(system_names)
    while IFS= read -r line; do
        case $line in '#'*) continue ;; esac
        case " $names other " in *" ${line%%:*} "*) break ;; esac
    done <"$checkout/packbuilder/usecases/systems.txt"
    refuse "install it, or let an administrator do so, with
    ${line#*: }
and run this again."
}

system_names() {
    case $(uname -s) in
    Darwin) echo macos ;;
    MINGW* | MSYS* | CYGWIN*) echo windows ;;
    *) [ -r /etc/os-release ] && (. /etc/os-release && echo "${ID-} ${ID_LIKE-}") ;;
    esac
}

# --- One at a time ---

take_turn() {
    waited=0
    until mkdir "$turn" 2>/dev/null; do
        [ -w "$checkout" ] || refuse "$checkout cannot be written to; .venv has to be made there."
        holder=$(cat "$turn/pid" 2>/dev/null) || holder=
        if [ -n "$holder" ] && ! is_alive "$holder"; then break_turn "$holder"; fi
        [ "$waited" = 3 ] && say "waiting for another set-up${holder:+, process $holder} …"
        [ "$waited" -lt 900 ] || refuse "another set-up seems to hang. If none is running, remove $turn."
        waited=$((waited + 1))
        sleep 1
    done
    echo $$ >"$turn/pid"
    trap give_turn EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

give_turn() {
    rm -rf "$turn"
    trap - EXIT INT TERM HUP
}

break_turn() { # of a set-up that died; of several that notice only one may, and only while it is still the dead one's
    mkdir "$turn/break" 2>/dev/null || return 0
    if [ "$(cat "$turn/pid" 2>/dev/null)" = "$1" ]; then
        mv "$turn" "$turn.$$" && rm -rf "$turn.$$" # gone at once, or not at all
    else
        rmdir "$turn/break"
    fi
}

is_alive() { kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]; }
