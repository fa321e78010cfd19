#!/usr/bin/env bash
# Build the documentation; every warning is an error.
set -euo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
.venv/bin/zensical build --clean --strict 2>&1 | tee "$log"
# Strict mode does not count what the docstring reader complains about.
if grep -E '^(griffe|mkdocstrings|mkdocs_autorefs):' "$log" >/dev/null; then
    echo "the docstrings need attention: see the lines above" >&2
    exit 1
fi
.venv/bin/python scripts/check_site.py
