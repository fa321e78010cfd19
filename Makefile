# Every target sets up .venv by itself. To choose the interpreter: make test PYTHON=/path/to/python3.12
# (PYTHON counts when .venv is made: `make clean` first to change it).

SHELL := bash
BIN := .venv/bin
RUN := .venv/.installed-run
DEV := .venv/.installed-dev

# The sync package comes first, and the index of pages last: each reads what others write.
GENERATORS := scripts/generate_models.py \
    $(addprefix scripts/generate_,sync.py docs.py typing.py cookbook.py benchmarks.py llms.py)

# Each check prints its output in one piece, so that two can run at a time (GNU make >= 4).
PARALLEL := $(if $(filter output-sync,$(.FEATURES)),-j2 --output-sync=target)

export PYTHON
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.PHONY: help demo test lint types pytest docs wheel generated generate bench api soak clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

demo: $(RUN) ## import 10,000 leads into a local sandbox, read them back, compare
	@$(BIN)/smartlead demo

test: $(DEV) ## every check
	@$(MAKE) --no-print-directory --keep-going $(PARALLEL) pytest lint types generated docs wheel

lint: $(DEV) ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV) ## mypy --strict and pyright strict
	$(BIN)/mypy
	$(BIN)/pyright

pytest: $(DEV) ## tests with coverage, the snippets of README and docs among them
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal \
	    --cov --cov-report=term

generated: $(DEV) ## the checked-in generated files are what the generators write
	@for script in $(GENERATORS); do $(BIN)/python $$script --check || exit; done

generate: $(DEV) ## write the generated files
	@for script in $(GENERATORS); do $(BIN)/python $$script || exit; done

docs: $(DEV) ## the documentation, into site/; every warning is an error
	scripts/build_docs.sh

wheel: $(DEV) ## build the wheel and use it in a clean virtual environment
	PYTHON=$(BIN)/python scripts/smoke_wheel.sh

bench: $(DEV) ## all benchmarks in one table, and in benchmarks/results.json
	$(BIN)/python -m benchmarks

api: $(DEV) ## the public names break nobody since the last tag, or the changelog says so
	$(BIN)/python scripts/check_api.py

soak: $(DEV) ## a long run under faults; make soak SECONDS=60 is a short one
	$(BIN)/python -m benchmarks.soak --seconds $(or $(SECONDS),600)

clean: ## remove the virtual environment and everything built
	rm -rf .venv build dist site .coverage .mypy_cache .pytest_cache .ruff_cache

$(RUN): pyproject.toml scripts/setup_venv.sh
	@scripts/setup_venv.sh --editable '.[cli]'
	@touch $@

$(DEV): $(RUN)
	@scripts/setup_venv.sh --editable '.[cli,excel,redis,otel]' --group dev
	@touch $@
