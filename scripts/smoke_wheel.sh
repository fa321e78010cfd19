#!/usr/bin/env bash
# Build the sdist, the wheel from it, and use the wheel in a clean virtual environment.
# Usage: scripts/smoke_wheel.sh [FOLDER]    the folder keeps what was built
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-.venv/bin/python}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "${1:-$work/dist}"
dist=$(cd "${1:-$work/dist}" && pwd)

"$python" -m build --outdir "$dist" . >"$work/build.log" 2>&1 || {
    cat "$work/build.log" >&2
    exit 1
}
wheel=$(echo "$dist"/*.whl)
"$python" -m venv "$work/venv"
install() {
    "$work/venv/bin/python" -m pip install -qq --disable-pip-version-check "$@"
}
cd "$work" # so that the source tree is not what gets imported

install "$wheel"
venv/bin/python -W error - <<'PYTHON'
import importlib.metadata
import importlib.resources

import smartlead_async
import smartlead_sync

assert smartlead_async.__version__ == importlib.metadata.version("smartlead-async")
for package in (smartlead_async, smartlead_sync):
    assert importlib.resources.files(package).joinpath("py.typed").is_file()
    for name in package.__all__:
        getattr(package, name)
PYTHON

if venv/bin/smartlead --help >without-extra.log 2>&1; then
    echo "smartlead works without its extra: is an optional dependency required?" >&2
    exit 1
elif grep -q Traceback without-extra.log || ! grep -qF 'smartlead-async[cli]' without-extra.log; then
    echo "without the extra, smartlead must say in a sentence how to install it; it said:" >&2
    cat without-extra.log >&2
    exit 1
fi

install "$wheel[cli]"
venv/bin/smartlead --help >help.log
echo "wheel: $(basename "$wheel") installs, imports and runs"
