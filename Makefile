# `make serve` and `make test` do all their set-up by themselves; see README.md for the pip lines they stand for.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
ADDR   ?= 127.0.0.1:8000
# Material's notice about MkDocs 2 is for site owners to read once, not at every build.
export NO_MKDOCS_2_WARNING ?= 1

.PHONY: help serve demo build test check bench lock clean

help:
	@echo "make serve   build the site and serve it at http://$(ADDR) with live reload"
	@echo "make demo    serve the example book, 61 articles from Wikinews, at http://$(ADDR)"
	@echo "make build   build the site into site/ (strict)"
	@echo "make test    run all tests"
	@echo "make check   lint and type check"
	@echo "make bench   measure speed: takes an hour or so"
	@echo "make lock    write the hash-locked requirements anew from pyproject.toml"
	@echo "make clean   remove the virtual environment, the cache and the built site"

# One stamp a lock file: an environment is made anew only when what it is made from has changed.
$(VENV)/.serve: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 15) else "Briefing needs Python 3.11 to 3.14; this is %d.%d. Name another: make PYTHON=python3.12 …" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.serve requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

serve: $(VENV)/.serve
	$(BIN)/mkdocs serve --dev-addr $(ADDR)

demo: $(VENV)/.serve
	$(BIN)/mkdocs serve -f tests/data/wikinews/mkdocs.yml --dev-addr $(ADDR)

build: $(VENV)/.serve
	$(BIN)/mkdocs build --strict

test: $(VENV)/.test
	$(BIN)/python -m pytest

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/mypy

# Each prints its ratios, their spread and the machine.
bench: $(VENV)/.test
	$(BIN)/python -m tests.benchmarks.speed
	$(BIN)/python -m tests.benchmarks.cold
	$(BIN)/python -m tests.benchmarks.start
	$(BIN)/python -m tests.benchmarks.linear
	$(BIN)/python -m tests.benchmarks.warm
	$(BIN)/python -m tests.benchmarks.searching
	$(BIN)/python -m tests.benchmarks.cluster

# Universal: one lock for every Python and system we support; hashes, no URLs.
lock:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --extra build -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --extra build --extra dev -o requirements-dev.txt

clean:
	rm -rf $(VENV) .cache site
