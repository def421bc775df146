# make demo   the main job on a made-up network
# make test   everything: style, types, borders, documentation, tests
# Both set themselves up in .venv; nothing else on the machine is touched.

SHELL := /bin/sh
BIN := .venv/bin
WORKERS ?= auto
TESTS ?= tests

.PHONY: demo test lint docs browser dovecot java examples bench fuzz lock clean

demo: .venv/run.stamp
	@$(BIN)/kithly demo

test: lint docs browser dovecot java
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

lint: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/codespell

browser: .venv/dev.stamp
	@scripts/browser

dovecot:
	@scripts/dovecot

java:
	@scripts/java

docs: .venv/dev.stamp
	$(BIN)/python docs/generate.py --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

examples: .venv/dev.stamp
	$(BIN)/python docs/api_examples.py
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/examples.py

pictures: .venv/dev.stamp
	@scripts/browser
	$(BIN)/python docs/pictures.py

bench: .venv/dev.stamp
	@scripts/browser
	$(BIN)/python benchmarks/install.py
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/engines.py --only memory
	$(BIN)/python benchmarks/pages.py build/world
	$(BIN)/python benchmarks/api.py build/world
	$(BIN)/python benchmarks/paint.py build/world
	$(BIN)/python benchmarks/idle.py build/world

fuzz: .venv/dev.stamp
	$(BIN)/python -m pytest -q -m slow --timeout 3000 tests

COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --python-version 3.11

lock:
	$(COMPILE) --group build pyproject.toml -o requirements/run.txt
	$(COMPILE) --group build --group dev --extra columns --extra meaning --extra notify --extra postgresql --extra spark -c requirements/run.txt pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis site build dist

FRONTEND := hatch_build.py frontend/package-lock.json

.venv/run.stamp: requirements/run.txt pyproject.toml scripts/setup $(FRONTEND)
	@scripts/setup requirements/run.txt
	@touch $@

# What the tests need includes what Kithly needs, so the demo has nothing left to set up.
.venv/dev.stamp: requirements/run.txt requirements/dev.txt pyproject.toml scripts/setup $(FRONTEND)
	@scripts/setup requirements/dev.txt
	@touch .venv/run.stamp $@
