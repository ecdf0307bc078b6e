# Each target does all of its own set-up: a bare Debian with python3 (3.11 or newer), venv and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo docs test
demo: .venv/installed
	$(BIN)/autograder grade examples/class --output build/demo
	@echo "Open build/demo/index.html"

# The documentation as a site; a warning (a broken link, a page nobody links to) is an error.
docs: .venv/installed-docs
	$(BIN)/sphinx-build -q -W --keep-going -d build/doctrees docs build/docs
	@echo "Open build/docs/index.html"

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

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
