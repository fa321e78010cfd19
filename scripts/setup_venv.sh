#!/usr/bin/env bash
# Make .venv with the first suitable Python (or PYTHON=…) and install into it.
# Usage: scripts/setup_venv.sh PIP_INSTALL_ARGUMENT…
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
    echo "smartlead-async: $*" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

can_make_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# Candidates are run, not looked up: a version manager's shim may exist and not work.
find_python() {
    local candidate without_venv=""
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        is_new_enough "$candidate" || continue
        if can_make_venv "$candidate"; then
            echo "$candidate"
            return
        fi
        without_venv=$candidate
    done
    if [ -n "$without_venv" ]; then
        fail "$without_venv cannot make virtual environments: its venv module is missing." \
            "On Debian and Ubuntu: apt install python3-venv"
    fi
    fail "needs Python 3.11 or newer, and ${PYTHON:-python3} is" \
        "$("${PYTHON:-python3}" --version 2>/dev/null || echo "not there")." \
        "Install one, or name it: make PYTHON=/path/to/python3.12"
}

if ! is_new_enough .venv/bin/python; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
.venv/bin/python -m pip install -qq --disable-pip-version-check --upgrade 'pip>=25.1'
.venv/bin/python -m pip install -qq --disable-pip-version-check "$@"
