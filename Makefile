# The only door: every command a person needs. Each one sets the machine up first if it must.
SHELL := /bin/bash
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help setup ready demo run test check lint types imports packs security faults bench installer lock

PY := .venv/bin/python

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## make this machine ready: system packages and .venv (PYTHON=... to choose one)
	@PYTHON="$(PYTHON)" installer/setup.sh

ready:
	@PYTHON="$(PYTHON)" installer/setup.sh --quietly

demo: ready ## open the demonstration caseload, or drive the journey offscreen with HEADLESS=1
	HEADLESS="$(HEADLESS)" $(PY) -m sia_desktop.bootstrap.demo

run: ready ## start SIA Desktop
	.venv/bin/sia-desktop

test: ready ## run the tests (ARGS="tests/unit -k name" for some of them)
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: lint types imports packs security test ## everything before a push: style, types, layers, packs, known weaknesses, tests

lint: ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: ready
	.venv/bin/mypy

imports: ready
	.venv/bin/lint-imports

security: ready ## bandit over the code, and pip-audit over what is locked (where its advisories can be reached)
	.venv/bin/bandit --quiet --severity-level medium --configfile pyproject.toml --recursive sia_contract sia_desktop sia_central
	$(PY) installer/audit.py requirements/everything.lock

packs: ready ## check every council's framework pack and its worked examples
	.venv/bin/sia-desktop packs check

bench: ready ## measure the program beside the least that could do the same (ARGS="--only today")
	QT_QPA_PLATFORM=offscreen $(PY) -m bench.run $(ARGS)

faults: ready ## five laptops and central while everything goes wrong (ROUNDS=2000 SEED=1 STORE=postgresql)
	$(PY) -m tests.faults.run --rounds $(or $(ROUNDS),200) --seed $(or $(SEED),20260401) --store $(or $(STORE),sqlite)

installer: ready ## build the desktop folder for this system (not yet run on Windows)
	$(PY) -m PyInstaller --noconfirm --distpath dist --workpath build installer/sia-desktop.spec

LOCK := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --python-version 3.11 \
	--custom-compile-command "make lock" pyproject.toml requirements/build.in
lock: ready ## lock the dependencies again after a change in pyproject.toml (UPGRADE=1 for newer ones)
	$(PY) -m pip install --quiet uv
	$(LOCK) $(if $(UPGRADE),--upgrade) --all-extras --output-file requirements/everything.lock
	$(LOCK) --constraints requirements/everything.lock --extra desktop --output-file requirements/desktop.lock
	$(LOCK) --constraints requirements/everything.lock --extra central --output-file requirements/central.lock
