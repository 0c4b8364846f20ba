# `make book` builds the book, `make test` tests it; both first make .venv from the pinned, hashed requirements.
PYTHONS := python3.13 python3.14 python3.15 python3.12 python3.11 python3 python
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 15))
PYTHON ?= $(shell for p in $(PYTHONS); do $$p -c '$(SUPPORTED)' 2>/dev/null && echo $$p && break; done)
IN := .venv/bin
PARALLEL := -n auto --dist loadgroup --no-loadscope-reorder
ROUNDS ?= 10
PIP := $(IN)/python -m pip install --no-compile --disable-pip-version-check --quiet
FONTS := $(PIP) --no-deps --require-hashes

.PHONY: help book pdf test pytest quick lint torture mutate check bench clean python

help:  ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

book: .venv/ready  ## build the book: pages in _build/html, PDFs in _build/pdf; STRICT=1 refuses what is not translated
	@$(IN)/statbook build $(if $(STRICT),--strict)

pdf: .venv/ready  ## typeset the PDFs alone, from the last build
	@$(IN)/statbook pdf

test: .venv/ready-dev  ## run the linters and, beside them, all tests
	@$(MAKE) --no-print-directory --jobs 2 lint pytest

pytest: .venv/ready-dev
	@$(IN)/python -m pytest $(PARALLEL) --rounds $(ROUNDS)

quick: .venv/ready-dev  ## run the tests that neither build a book nor need a browser
	@$(IN)/python -m pytest $(PARALLEL) -m "not whole and not slow"

lint: .venv/ready-dev  ## run the linters: ruff, mypy, codespell, zizmor
	@$(IN)/ruff check . && $(IN)/ruff format --check . && $(IN)/mypy
	@$(IN)/codespell && $(IN)/zizmor --offline --quiet .github

torture: .venv/ready-dev  ## kill builds and additions, and let their writes fail, a hundred times
	@$(IN)/python -m pytest $(PARALLEL) tests/torture --rounds 100

mutate: .venv/ready-mutate  ## change 300 places of the library at random; how many changes do the tests notice (under an hour)
	@$(IN)/python benchmarks/mutate.py $(MUTATE)

check: .venv/ready  ## check data, sources, chapters and prose; nothing is executed
	@$(IN)/statbook check

bench: .venv/ready  ## measure times and sizes; ROWS=1: large tables (SIZES=100000; ALONE=1: neither builds nor the first edition; PEERS=PYTHON that has them); TEXTS=FOLDER: reading, with PEERS=1 peers; PLANT=1: errors planted in drafts; EDITIONS=N: N runs of an edition; BESIDE=1: ratios to the first edition and the bare stack, and waits under preview
ifdef EDITIONS
	@$(IN)/python benchmarks/many_runs.py $(EDITIONS) $(if $(OLD),--old $(OLD)) $(if $(KILLS),--kills $(KILLS)) $(if $(DASK),--dask)
else ifdef BESIDE
	@$(IN)/python benchmarks/beside.py $(if $(WRITE),--write) $(if $(OLD),--old $(OLD))
else ifdef PLANT
	@$(IN)/python benchmarks/planted.py $(if $(TEXTS),--texts $(TEXTS)) $(if $(SOURCES),--sources $(SOURCES)) $(if $(ERRORS),--list)
else ifneq ($(TEXTS)$(SOURCES),)
	@$(IN)/python benchmarks/texts.py $(TEXTS) $(if $(SOURCES),--sources $(SOURCES)) $(if $(ERRORS),--errors) --speed
	$(if $(and $(PEERS),$(TEXTS)),@$(IN)/python benchmarks/peers_texts.py $(TEXTS))
else ifdef ROWS
	@$(IN)/python benchmarks/rows.py $(if $(WRITE),--write) $(if $(OLD),--old $(OLD)) $(if $(SIZES),--sizes $(SIZES)) $(if $(ALONE),--alone) $(if $(PEERS),--peers $(PEERS))
else
	@$(IN)/python benchmarks/measure.py
endif

python:  ## print the Python that the environment is made with
	@echo $(PYTHON)

clean:  ## remove everything generated, the environment excepted
	rm -rf _build

.venv/ready: requirements.txt requirements-fonts.txt requirements-fonts-2.txt pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c '$(SUPPORTED)' 2>/dev/null || { echo "This book needs Python 3.11 to 3.15; found $(or $(PYTHON),none). Name one: make book PYTHON=/path/to/python"; exit 1; }
	@echo "Making the environment .venv with $$($(PYTHON) --version) (once; about a minute)"
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.txt
	@$(FONTS) -r requirements-fonts.txt || $(FONTS) -r requirements-fonts-2.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	@echo "Adding what the tests need"
	@$(PIP) --require-hashes -r requirements-dev.txt
	@$(FONTS) -r requirements-fonts-2.txt || echo "The second source of letters is not to be had; its test is left out"
	@touch $@

.venv/ready-mutate: .venv/ready-dev requirements-mutate.txt
	@$(PIP) --require-hashes -r requirements-mutate.txt
	@touch $@

.venv/ready-dask: .venv/ready requirements-dask.txt
	@echo "Adding Dask, for editions on several machines"
	@$(PIP) --require-hashes -r requirements-dask.txt
	@touch $@
