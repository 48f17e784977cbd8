# Everything a contributor does, from a checkout and a python3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Another PYTHON is another environment: the stamp's name says who made it.
STAMP := $(VENV)/made-by-$(subst /,_,$(PYTHON))

.DEFAULT_GOAL := help
.PHONY: help run test check judge format bench pictures build clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo "PYTHON=python3.12 chooses another interpreter (3.11 or newer)."

run: $(STAMP) ## Open the reading list
	@$(BIN)/readlist

test: $(STAMP) ## Run the tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(STAMP) ## Check format, lint, types and the import floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

judge: $(STAMP) ## Let an outside judge check BibTeX fidelity (JUDGE="--quick 8")
	$(BIN)/python -m tests.judge --jobs 2 $(JUDGE)
	$(BIN)/python -m tests.dialect_judge --jobs 2 $(JUDGE)

format: $(STAMP) ## Format the code and sort its imports
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

bench: $(STAMP) ## Measure speed and memory
	$(BIN)/python -m tests.benchmarks

pictures: $(STAMP) ## Make the README's pictures anew
	$(BIN)/python -m tests.pictures

build: $(STAMP) ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

clean: ## Remove the environment and everything built
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find readlist migrations tests -name __pycache__ -type d -exec rm -rf {} +

# A Debian python3 without python3-venv has no ensurepip: its own pip then brings pip in.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "readlist needs Python 3.11 or newer; choose one with PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) ..."
	@if [ -e $@ ]; then \
		: "only the requirements changed"; \
	elif $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null; then \
		$(PYTHON) -m venv --clear $(VENV); \
	elif $(PYTHON) -c 'import venv, pip' 2>/dev/null; then \
		$(PYTHON) -m venv --clear --without-pip $(VENV) \
			&& $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; \
	else \
		echo "$(PYTHON) can make no virtual environment: sudo apt install python3-venv"; exit 1; \
	fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
