# The two commands: `make handbook` and `make test`. Each does all its own set-up.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NO_HASH_ON_SELF := --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.PHONY: help handbook headquarters serve check test test-long lint screenshots mockups pictures fonts bench bench-search compare lighthouse lock clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

handbook: $(VENV)/.runtime ## Check the playbooks and build the handbook into site/
	@$(BIN)/sopbook build
	@echo "Open it: site/index.html, or serve it with: make serve"

headquarters: $(VENV)/.runtime ## Build the handbooks of headquarters, with costs and margins, into site-headquarters/
	@$(BIN)/sopbook build --for headquarters
	@echo "Open it: site-headquarters/index.html. Operators' handbooks are made by: make handbook"

serve: $(VENV)/.runtime ## Show the handbook at http://127.0.0.1:8000/ and follow every change
	@$(BIN)/sopbook serve

check: $(VENV)/.runtime ## Check the playbooks
	@$(BIN)/sopbook check

test: $(VENV)/.test ## Install what the tests need, Chromium and fonts included, and run every test
	@sh tests/system-packages.sh
	@$(BIN)/python -m pytest -n auto --dist worksteal

test-long: $(VENV)/.test ## Random edits, each compared with a fresh build, for an hour or two
	@$(BIN)/python -m pytest -n auto --dist worksteal --hypothesis-profile=long tests/end_to_end/test_only_what_changed.py

lint: $(VENV)/.test ## Only the fast checks of the code: lint, types, import direction
	@$(BIN)/python -m pytest -q tests/code

screenshots: $(VENV)/.test ## Pictures of every sort of page at both sizes, into screenshots/ (EDITION=south/zh for one edition)
	@sh tests/system-packages.sh
	@$(BIN)/python tests/screenshots.py $(if $(EDITION),--edition $(EDITION))

mockups: $(VENV)/.test ## Pictures of every sort of page beside its mock-up, into screenshots/mockups/ (MOCKUPS=folder)
	@sh tests/system-packages.sh
	@$(BIN)/python tests/mockups.py $(if $(MOCKUPS),$(MOCKUPS),$(error Say where the mock-ups are: make mockups MOCKUPS=folder))

pictures: $(VENV)/.test ## Accept how the printed sheets look now, into tests/pictures/
	@$(BIN)/python tests/sheet_pictures.py

fonts: $(VENV)/.test ## Cut the fonts of the printed sheets anew; needs apt-get and npm
	@$(BIN)/python generator/fonts.py

bench: $(VENV)/.test ## What check and build cost on 26, 104 and 520 playbooks (ARGS="--sizes 26 --runs 1", --engines, --json)
	@$(PIP) install --require-hashes --no-deps --requirement requirements/bench.txt
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.engine $(ARGS)

bench-search: $(VENV)/.test ## Our search beside the theme's with jieba, on this handbook and on 2,000 pages (ARGS=--json)
	@sh tests/system-packages.sh
	@$(PIP) install --require-hashes --no-deps --requirement requirements/bench.txt
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.search $(ARGS)

compare: $(VENV)/.test ## What the handbook lost, gained and changed since a commit (BASE=main; ARGS="--editions hq/en --allow FILE")
	@PYTHONPATH=tests $(BIN)/python -m comparison.commits $(BASE) $(ARGS)

BASE ?= main

lighthouse: $(VENV)/.test ## Measure an activity, a crisis card and Today as Lighthouse sees them on a phone; needs Node and its registry
	@sh tests/system-packages.sh
	@npm install --prefix .cache/lighthouse --no-save --no-audit --no-fund --loglevel=error --save-exact lighthouse@12.2.3
	@$(BIN)/python tests/lighthouse.py .cache/lighthouse

lock: $(VENV)/.test ## Pin the dependencies anew
	@$(PIP) install uv
	@$(BIN)/uv pip compile pyproject.toml requirements/build.in --upgrade $(LOCK) -o requirements/runtime.txt
	@$(BIN)/uv pip compile pyproject.toml requirements/build.in --extra test -c requirements/runtime.txt $(LOCK) -o requirements/test.txt

LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

clean: ## Delete everything that was made
	rm -rf $(VENV) site site-headquarters dist screenshots .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("sopbook needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment here. On Debian and Ubuntu: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing sopbook into $(VENV) (once) …"
	@$(PIP) install --require-hashes --requirement requirements/runtime.txt
	@$(PIP) install $(NO_HASH_ON_SELF)
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.runtime
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes --requirement requirements/test.txt
	@touch $@
