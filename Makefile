# Each target does all of its own set-up: a bare Debian with python3 (3.11 or newer), venv and make.
PYTHON ?= python3
BIN := .venv/bin

# Two processes share the work: tests of one topic or one file stay together, in their order.
PYTEST := $(BIN)/python -m pytest -q -n 2 --no-loadscope-reorder

.PHONY: demo docs lint proofs proofs-in-full test test-fast
demo: .venv/installed
	$(BIN)/autograder grade examples/class --output build/demo
	@echo "Open build/demo/index.html"

# The documentation as a site; a warning (a broken link, a page nobody links to) is an error.
docs: .venv/installed-docs
	$(BIN)/sphinx-build -q -W --keep-going -d build/doctrees docs build/docs
	@echo "Open build/docs/index.html"

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# Everything but the proofs.
test: lint
	$(PYTEST) -m "not proof"

# For the loop while coding: nothing that starts a worker, a framework or a browser.
test-fast: .venv/installed-dev
	$(PYTEST) -m "not (proof or sandbox or framework or browser or slow)" --ignore tests/topics

# What must hold as a whole: rubrics against mutants, hostile submissions, kills and sizes.
proofs: .venv/installed-dev
	$(PYTEST) -m proof
	$(BIN)/autograder verify --mutants 100

# The same with three times as many mutants, before a release and after a change of a rubric.
proofs-in-full: .venv/installed-dev
	$(PYTEST) -m proof
	$(BIN)/autograder verify --mutants 300

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e .
	touch $@

.venv/installed-docs: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e '.[docs]'
	touch $@

.venv/installed-dev: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e '.[dev]'
	touch $@ .venv/installed .venv/installed-docs
