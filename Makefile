# What a fresh machine needs: make run, make test. Both set up what they need.
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
PORT ?= 8000
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help setup run test check format clean

help: ## show this help
	@echo "Professor Profiler"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## install everything, without starting anything

$(INSTALLED): constraints.txt pyproject.toml .ci/setup
	@.ci/setup $(VENV)
	@touch $@

run: setup ## start everything, with sample papers; Ctrl-C stops it
	@exec $(PYTHON) manage.py up --port $(PORT)

test: setup check ## run all checks and tests
	@$(PYTHON) -m pytest -n 3 --dist worksteal --ignore=tests/e2e $(TESTS)
	@$(PYTHON) -m pytest -rs -n 2 --dist worksteal tests/e2e

check: setup ## formatting, lint, types, import contracts, sizes, migrations
	@.ci/check $(VENV)/bin

format: setup ## put the code into its form
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format --quiet .

clean: ## forget installed packages and all data under var/
	rm -rf $(VENV) var
