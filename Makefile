# Needs make and Python 3.11 or later; everything else is installed into .venv.
.POSIX:
.SUFFIXES:

# The first Python that is new enough: `make PYTHON=/path/to/python demo` names another.
PYTHON = $$(for p in python3 python3.13 python3.12 python3.11 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; exit; fi; \
	done; echo python3.11)
VENV = .venv
BIN = $(VENV)/bin
# What is installed is compiled when it is first imported, and most of it never is.
INSTALL = -m pip install -q --disable-pip-version-check --no-compile
PIP = $(BIN)/python $(INSTALL)

help:
	@echo 'make demo     decide an example case'
	@echo 'make test     run the tests; where CI is set, on every supported Python that is found'
	@echo 'make test-spark  run the tests of tables on a cluster; needs Java'
	@echo 'make lint     check style, format and types'
	@echo 'make bench    measure the evaluators'
	@echo 'make bench-peers  measure them beside what one would use instead; writes docs/benchmarks.md'
	@echo 'make agree    put a million random cases of each pack to two evaluators'
	@echo 'make mutate   break the packs in one place at a time: their cases must notice'
	@echo 'make readmes  write what the packs hold into their READMEs'
	@echo 'make clean    remove what was installed and built'

# The case is denied, so the command ends with 1: that is the answer, not a failure of make.
demo: $(VENV)/installed
	@echo '$$ rules-engine check examples/hongqiao-funds.yaml'
	@code=0; $(BIN)/rules-engine check examples/hongqiao-funds.yaml || code=$$?; \
	echo "exit code $$code"; test $$code -eq 1

test: $(VENV)/dev $(VENV)/stream
	@if test -n "$$CI"; then $(MAKE) test-others; fi
	$(BIN)/python -m pytest -n auto -q

# One environment for each other supported Python on PATH or under ~/.pyenv; a version that is not found is skipped.
others: $(VENV)/python
	@set -e; for version in 3.11 3.12 3.13; do \
	if $(BIN)/python -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$$version')"; then continue; fi; \
	python=''; \
	for p in "$$(command -v python$$version || true)" "$$HOME"/.pyenv/versions/$$version.*/bin/python \
		"$${PYENV_ROOT:-/nowhere}"/versions/$$version.*/bin/python; do \
	if test -x "$$p" && "$$p" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$$version')" 2>/dev/null; \
	then python=$$p; break; fi; done; \
	if test -z "$$python"; then echo "Python $$version: not found, skipped"; continue; fi; \
	echo "Python $$version: $$python"; \
	if test -n "$$(find .venv-$$version/dev -newer pyproject.toml 2>/dev/null)"; then continue; fi; \
	"$$python" -m venv .venv-$$version; \
	.venv-$$version/bin/python $(INSTALL) -e '.[dev]'; \
	.venv-$$version/bin/python $(INSTALL) -e '.[stream]' 2>/dev/null || true; \
	touch .venv-$$version/dev; done

# They go through less: what whole packs say, and most random examples, no version of Python changes.
test-others: others
	@set -e; for version in 3.11 3.12 3.13; do python=.venv-$$version/bin/python; \
	if $(BIN)/python -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$$version')"; then continue; fi; \
	if test -f .venv-$$version/dev; then \
	echo "Python $$version"; $$python -m pytest -n auto -q -m 'not exhaustive' --fewer-examples; fi; done

# A cluster on this machine: a driver, two workers and their executors. PySpark is half a gigabyte, so it has an
# environment of its own and is no part of `dev`; where it or Java is missing, `make test` skips these tests and says so.
test-spark: $(VENV)/python
	@command -v java >/dev/null || test -n "$$JAVA_HOME" || { echo 'Spark needs Java 17 or later: not found'; exit 1; }
	@test -x .venv-spark/bin/python || $(BIN)/python -m venv .venv-spark
	.venv-spark/bin/python -m pip install -q --disable-pip-version-check -e '.[dev,spark]'
	.venv-spark/bin/python -m pytest -q tests/test_evaluate_spark.py tests/test_evaluate_spark_shipment.py \
		tests/test_evaluate_spark_page.py

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/dev
	$(BIN)/python -m benchmarks

# In an environment of its own: what is measured there is nothing that the engine needs.
bench-peers: .venv-peers/installed
	.venv-peers/bin/python -W ignore -m benchmarks.peers

agree: $(VENV)/dev
	$(BIN)/python -m benchmarks.agreement

mutate: $(VENV)/dev
	$(BIN)/rules-engine test --mutate

# What the packs hold is told in their READMEs, between two marks; a test holds it current.
readmes: $(VENV)/installed
	$(BIN)/python -m rules_engine.inventory policies/*

clean:
	rm -rf .venv .venv-3.* .venv-spark .venv-peers dist build

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml
	$(PIP) -e .
	@touch $@

$(VENV)/dev: $(VENV)/python pyproject.toml
	$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/installed

# It needs a compiler; where it cannot be built, its tests are skipped and say so.
$(VENV)/stream: $(VENV)/dev
	@$(PIP) -e '.[stream]' 2>/dev/null || echo 'left out, since it could not be built here: durable_rules'
	@touch $@

.venv-peers/installed: pyproject.toml
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install -q --disable-pip-version-check -e '.[peers]'
	@.venv-peers/bin/python -m pip install -q --disable-pip-version-check -e '.[peers-built]' 2>/dev/null \
	|| echo 'left out, since it could not be built here: durable_rules'
	@touch $@

.PHONY: help demo test others test-others test-spark lint bench bench-peers agree mutate readmes clean
