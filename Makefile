# make demo   the main job on a made-up network
# make test   everything: style, types, borders, documentation, tests
# Both set themselves up in .venv; nothing else on the machine is touched.

SHELL := /bin/sh
BIN := .venv/bin
WORKERS ?= auto
TESTS ?= tests

.PHONY: demo test lint supply sbom audit docs browser dovecot java examples pictures bench fuzz fuzz-parsers soak lock clean

demo: .venv/run.stamp
	@$(BIN)/kithly demo

test: lint docs browser dovecot java spreadsheet
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

lint: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/codespell
	$(BIN)/python -m supply.flaws

# what `make test` says of dependencies, secrets and the wheel, alone
supply: .venv/dev.stamp
	$(BIN)/python -m supply.flaws
	$(BIN)/python -m supply.leaks
	$(BIN)/python -m supply.licences
	$(BIN)/python -m pytest -q tests/releasing tests/docs/test_dependencies.py tests/e2e/test_wheel.py

sbom: .venv/dev.stamp
	$(BIN)/python -m supply.sbom dist/kithly.cdx.json

# asks a service in the network, so it is no part of `make test`; to be run every week and before a release
audit: .cache/audit.stamp
	$(BIN)/python -m supply.audit .cache/audit/bin/pip-audit

.cache/audit.stamp: requirements/audit.txt .venv/dev.stamp
	$(BIN)/python -m venv --clear .cache/audit
	.cache/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

browser: .venv/dev.stamp
	@scripts/browser

dovecot:
	@scripts/dovecot

java:
	@scripts/java

spreadsheet:
	@scripts/spreadsheet

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
	$(BIN)/python benchmarks/run.py --folder build/bench --keep

fuzz: .venv/dev.stamp
	$(BIN)/python -m pytest -q -m slow --timeout 3000 tests

# Looks for bytes that a reader of foreign files cannot bear: make fuzz-parsers MINUTES=60 NAMES="mbox vcard"
fuzz-parsers: .venv/dev.stamp
	$(BIN)/python -m tests.fuzz.guided --minutes $(or $(MINUTES),10) $(NAMES)

# A whole year in minutes, many at once for many rounds, imports that die at every commit, birthdays in every zone.
soak: .venv/dev.stamp
	$(BIN)/python -m pytest -q -s -m slow --timeout 6000 tests/e2e/year tests/e2e/crowd \
	  tests/e2e/test_import_killed.py tests/e2e/test_birthday_zones.py tests/e2e/test_birthday_days.py \
	  tests/properties/test_birthday_clocks.py

COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --python-version 3.11

lock:
	$(COMPILE) --group build pyproject.toml -o requirements/run.txt
	$(COMPILE) --group build --group dev --extra columns --extra meaning --extra notify --extra postgresql --extra spark -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(COMPILE) --group audit -o requirements/audit.txt

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
