#!/usr/bin/env bash
# Prepares .venv-bench, the peers' own environment, from requirements-bench.lock, once for each content of it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv-bench
stamp=$venv/.ready
wanted="$(pwd -P) $(cksum requirements-bench.lock bench/setup.sh)"
if [ -x "$venv/bin/python" ] && [ -f "$stamp" ] && [ "$(<"$stamp")" = "$wanted" ]; then
    exit 0
fi

echo "bench: installing the peers into $venv"
rm -rf "$venv"
"${PYTHON:-python3}" -m venv "$venv"
echo '*' >"$venv/.gitignore"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: \
    --require-hashes -r requirements-bench.lock
printf '%s\n' "$wanted" >"$stamp"
