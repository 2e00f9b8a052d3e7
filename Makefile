# Everything needs only Python >= 3.11, make and a package index. `make help` lists the commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
PACKAGES := bot handlers storage checklists reports
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# A person's PYTHONPATH or active environment must not leak into ours.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

.PHONY: help setup demo test check bench bench-report update-transcripts promises mutants lock clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The stamp holds the digest of what was installed: content decides, not times, so a branch switch costs nothing.
setup:  ## prepare .venv; a second run does nothing
	@PYTHON="$(PYTHON)" VENV="$(VENV)" bash scripts/setup.sh

demo: setup  ## run the demo on embedded defaults; FRESH=1 starts it anew
	@$(BIN)/wardrounds demo $(if $(FRESH),--fresh)

test: setup  ## run the tests
	@$(BIN)/python -m pytest -n $(JOBS) -r fEsx tests

check: setup  ## lint, format, types, import direction, size limits
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy $(PACKAGES) tests
	@$(BIN)/python -m pytest -q tests/test_architecture.py

bench: setup  ## measure the bot beside others (about 5 minutes; QUICK=1: one and a half); figures in build/
	@PYTHON="$(PYTHON)" bash bench/setup.sh
	@.venv-bench/bin/python -m bench $(if $(QUICK),--quick) --python $(CURDIR)/$(BIN)/python

bench-report: setup  ## measure the report of a large period (10,000 visits, about 3 minutes); figures in build/
	@$(BIN)/python -m bench.period

update-transcripts: setup  ## rewrite the bot's lines in tests/transcripts; the diff is the review
	@$(BIN)/python -m pytest -q tests -k transcript --update-transcripts

promises: setup  ## try the promises: N kills (200), the rest grows with it; JOBS runs beside each other
	@$(BIN)/python -m tests.campaigns $(or $(N),200) --jobs $(JOBS) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

mutants: setup  ## take safety lines out of a copy one by one; each must turn a test red
	@$(BIN)/python -m tests.campaigns.mutants --jobs $(JOBS) $(if $(ONLY),--only "$(ONLY)")

lock:  ## pin all versions again, for every platform and Python >= 3.11
	@PYTHON="$(PYTHON)" bash scripts/lock.sh

clean:  ## remove the environment and caches; data stays
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find $(PACKAGES) tests -type d -name __pycache__ -prune -exec rm -rf {} +
