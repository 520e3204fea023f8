# Two commands do everything: `make demo` and `make test`. Both set up .venv first, once, from hash-locked lists.

PYTHON ?= python3
BIN = .venv/bin
EXAMPLE = examples/zerava

.PHONY: demo test lint types lock clean

demo: .venv/runtime
	$(BIN)/onrecord build $(EXAMPLE) --out demo
	@echo "Open demo/dossier.html in a browser; demo/record.json is the same record for programs."

test: .venv/development lint types
	$(BIN)/pytest

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

# Renews both lists from pyproject.toml; neither names a package host.
COMPILE = $(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links --no-annotate --extra build

lock: .venv/development
	$(COMPILE) --output-file requirements.txt pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

clean:
	rm -rf .venv demo
