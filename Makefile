# Two commands do everything: `make demo` and `make test`. Both set up .venv first, once, from hash-locked lists.

PYTHON ?= python3
BIN = .venv/bin
EXAMPLE = examples/zerava

.PHONY: demo test lint types unit browser readme lock clean

demo: .venv/runtime
	$(BIN)/onrecord build $(EXAMPLE) --out demo

test: lint types unit browser

# All tests but those of `browser`, two files at a time.
unit: .venv/development
	$(BIN)/pytest -n 2 --dist loadfile -m "not browser"

# The tests that read the dossier in a real browser: the slowest, and skipped where no Chromium is.
browser: .venv/development
	$(BIN)/pytest -m browser

lint: .venv/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/development
	$(BIN)/mypy

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime: .venv/bin/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/development: .venv/bin/python requirements-dev.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@ .venv/runtime

# Writes what the program prints about the example story into the README.
readme: .venv/development
	$(BIN)/python examples/make_screens.py

# Renews both lists from pyproject.toml; neither names a package host.
COMPILE = $(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links --no-annotate --extra build

lock: .venv/development
	$(COMPILE) --output-file requirements.txt pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

clean:
	rm -rf .venv demo
