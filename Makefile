# `make book` builds the book, `make test` tests it; both first make .venv from the pinned, hashed requirements.
PYTHONS := python3.13 python3.12 python3.11 python3 python
SOUND := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in $(PYTHONS); do $$p -c '$(SOUND)' 2>/dev/null && echo $$p && break; done)
IN := .venv/bin
PIP := $(IN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help book pdf test torture check bench clean

help:  ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

book: .venv/ready  ## build the book: pages in _build/html, PDFs in _build/pdf
	@$(IN)/statbook build

pdf: .venv/ready  ## typeset the PDFs alone, from the last build
	@$(IN)/statbook pdf

test: .venv/ready-dev  ## run the tests and the linters
	@$(IN)/ruff check . && $(IN)/ruff format --check . && $(IN)/mypy
	@$(IN)/python -m pytest -n auto --dist loadfile

torture: .venv/ready-dev  ## kill builds and additions, and let their writes fail, a hundred times
	@$(IN)/python -m pytest -n auto --dist loadfile tests/torture --rounds 100

check: .venv/ready  ## check data, sources, chapters and prose; nothing is executed
	@$(IN)/statbook check

bench: .venv/ready  ## measure times and sizes; with ROWS=1 also tables of up to a million rows (minutes)
	@$(IN)/python benchmarks/measure.py $(if $(ROWS),--rows)

clean:  ## remove everything generated, the environment excepted
	rm -rf _build

.venv/ready: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c '$(SOUND)' 2>/dev/null || { echo "This book needs Python 3.11, 3.12 or 3.13; found $(or $(PYTHON),none). Name one: make book PYTHON=/path/to/python"; exit 1; }
	@echo "Making the environment .venv with $$($(PYTHON) --version) (once; about a minute)"
	@$(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	@echo "Adding what the tests need"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
