# The targets CI runs, and nothing else. PYTHON is the interpreter of a virtual environment.
PYTHON ?= python

.PHONY: install test lint types docs format check

install:
	$(PYTHON) -m pip install --quiet '.[test]'

test:
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

docs:
	$(PYTHON) -m sphinx --fresh-env --fail-on-warning --keep-going --quiet docs build/docs

format:
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

check: lint types test
