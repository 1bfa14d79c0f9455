# `make` alone prints what there is. Sections begin with ##@, targets explain
# themselves after ##.

.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# The virtual environments are remade when what they are made from changes.
MAIN := $(VENV)/.main-installed
TEST := $(VENV)/.test-installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

IN ?= examples
OUT ?= out
FORMATS ?= md,pdf,html,json
ARGS ?=

##@ Use

.PHONY: help
help: ## show this help
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: briefings
briefings: $(MAIN) ## build the briefings of IN=examples into OUT=out, FORMATS=md,pdf,html,json
	$(BIN)/briefing build $(IN) -o $(OUT) -f $(FORMATS) $(ARGS)

.PHONY: install
install: $(MAIN) ## install what the main job needs into .venv

##@ Develop

.PHONY: check
check: $(TEST) ## lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

.PHONY: test
test: $(TEST) ## run the tests (under 10 minutes on two cores)
	$(BIN)/python -m pytest -m "not slow" -n 2 --dist loadfile $(ARGS)

.PHONY: test-slow
test-slow: $(TEST) ## run the tests that take longer
	$(BIN)/python -m pytest -m slow $(ARGS)

.PHONY: bench
bench: $(TEST) ## speed and memory, side by side in one run
	$(BIN)/python -m benchmarks.bench $(ARGS)

.PHONY: eval
eval: $(TEST) ## quality figures; ARGS="translation quotations fidelity summary" for some
	$(BIN)/python -m benchmarks.evaluate $(ARGS)

.PHONY: docs
docs: $(TEST) ## build the docs site into build/site, every link checked
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

.PHONY: format
format: $(TEST) ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: clean
clean: ## remove what was built, but not the environment
	rm -rf out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(MAIN): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e .
	@# Where Python may not write bytecode, every start would compile every module.
	$(BIN)/python -m compileall -q briefing
	@touch $@

# torch is pinned to the release whose plain wheel runs on CPUs: an open range would
# draw gigabytes of CUDA libraries.
$(TEST): pyproject.toml constraints.txt $(MAIN) | $(BIN)/python
	$(PIP) torch==2.13.0
	$(PIP) -e '.[test,dev,docs]'
	@touch $@
