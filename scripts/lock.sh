#!/usr/bin/env bash
# Writes requirements.lock (what runs), requirements-dev.lock (that, tests and checks) and requirements-bench.lock
# (what `make bench` compares with): exact versions with hashes, for every platform and Python >= 3.11. The
# resolver lives in a throw-away environment and sees neither settings nor caches of this machine, so that
# nothing local gets into the files.
# UPGRADE=1 takes the newest versions; otherwise what is pinned stays unless pyproject.toml forbids it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"${PYTHON:-python3}" -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv

resolve() {
    env -i PATH="$PATH" HOME="$scratch" SSL_CERT_FILE="${SSL_CERT_FILE:-}" \
        HTTPS_PROXY="${HTTPS_PROXY:-${https_proxy:-}}" NO_PROXY="${NO_PROXY:-${no_proxy:-}}" \
        "$scratch/venv/bin/uv" --no-config pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header ${UPGRADE:+--upgrade} "$@"
}
resolve pyproject.toml --extra dev --output-file requirements-dev.lock
resolve pyproject.toml --constraint requirements-dev.lock --output-file requirements.lock
# Apart from the others: the peers forbid some versions that the program uses.
resolve bench/requirements.in --output-file requirements-bench.lock
