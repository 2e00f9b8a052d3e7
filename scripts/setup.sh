#!/usr/bin/env bash
# Prepares the virtual environment from requirements-dev.lock, once for each content of lock and pyproject.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python=${PYTHON:-python3}
venv=${VENV:-.venv}
stamp=$venv/.ready

fail() {
    printf 'setup: %s\n' "$1" >&2
    exit 1
}

# The place belongs to the key: a moved checkout has scripts that point to the old folder.
wanted="$(pwd -P) $(cksum requirements-dev.lock pyproject.toml scripts/setup.sh)"
if [ -x "$venv/bin/python" ] && [ -f "$stamp" ] && [ "$(<"$stamp")" = "$wanted" ]; then
    exit 0
fi

command -v "$python" >/dev/null || fail "no '$python' found. Install Python 3.11 or newer, or name it: make setup PYTHON=/path/to/python3.12"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || fail "Python 3.11 or newer is needed, but '$python' is $("$python" -V 2>&1). Name another one: make setup PYTHON=python3.12"

if ! "$venv/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "setup: creating $venv"
    rm -rf "$venv"
    "$python" -m venv "$venv" \
        || fail "'$python -m venv' failed. On Debian and Ubuntu: apt-get install python3-venv"
fi

# Two makes at once (an editor and a terminal) must not install over each other.
if command -v flock >/dev/null; then
    exec 9>"$venv/.lock"
    flock 9
fi

echo "setup: installing $(grep -c '^[a-zA-Z0-9].*==' requirements-dev.lock) pinned packages into $venv (a minute or two the first time)"
rm -f "$stamp"
# Compiling every module beforehand would take a third of the time; Python compiles what is imported, once.
"$venv/bin/python" -m pip install --no-compile --quiet --disable-pip-version-check --no-input --only-binary :all: --require-hashes -r requirements-dev.lock
echo "setup: installing the project itself"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation --no-index --editable .
printf '%s\n' "$wanted" >"$stamp"
echo "setup: ready"
