# "make help" lists what there is. Needs python3 (3.11 or newer) and make; everything else is installed into .venv.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
# Empty: Python may keep its compiled files, also where the caller's environment forbids it. It starts much faster.
export PYTHONDONTWRITEBYTECODE :=
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test lint axe html lighthouse bench requirements messages stale

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Installs requirements/$(1).txt unless just that, or the larger set of a developer, is installed already.
define install
	@for set in $(1) dev; do \
	  if cmp -s requirements/$$set.txt .venv/installed-$$set.txt; then exit 0; fi; done; \
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed.") if sys.version_info < (3, 11) else 0' && \
	{ test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Install python3-venv first." >&2; exit 1; }; } && \
	{ cmp -s requirements/uv.txt .venv/installed-uv.txt || { \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt && \
	  cp requirements/uv.txt .venv/installed-uv.txt; }; } && \
	rm -f .venv/installed-demo.txt .venv/installed-dev.txt && \
	echo "Installing requirements/$(1).txt" && \
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes requirements/uv.txt requirements/$(1).txt && \
	cp requirements/$(1).txt .venv/installed-$(1).txt
endef

demo: ## the whole product on this machine, at PORT (8000); Ctrl-C ends it
	$(call install,demo)
	@exec $(BIN)/python -m cms.demo --port $(PORT)

demo-reset: ## the demo again from its first day
	$(call install,demo)
	@exec $(BIN)/python -m cms.demo --port $(PORT) --reset

test: ## every test, on PostgreSQL, Redis, SMTP and a browser, then the unit tests that have a database on SQLite
	$(call install,dev)
	@$(BIN)/python -m tests.servers
	$(BIN)/python -m pytest tests -n 2 --dist loadfile --no-loadscope-reorder -q $(ARGS)
	$(BIN)/python -m pytest tests/unit -m django_db -n 2 --dist loadfile -q --ds cms.settings.test_sqlite $(ARGS)

lint: ## style, types, layers, templates, migrations, deployment checks, translations
	$(call install,dev)
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	$(BIN)/python -m tests.deploy_check
	$(BIN)/python manage.py messages --check
	$(BIN)/mypy

axe: ## every page in both languages, both schemes, at 320, 768 and 1280 px: axe finds nothing
	$(call install,dev)
	@$(BIN)/python -m tests.servers
	$(BIN)/python -m pytest tests/checks/check_axe.py -n 2 -q $(ARGS)

html: ## every page, mail and error: the Nu HTML checker finds no error (needs npm and Java)
	$(call install,dev)
	@$(BIN)/python -m tests.servers
	$(BIN)/python -m pytest tests/checks/check_html.py -q $(ARGS)

stale: ## the page cache: after each kind of change, every page of the demo is as if made anew (minutes)
	$(call install,dev)
	@$(BIN)/python -m tests.servers
	EVERY_PAGE=1 $(BIN)/python -m pytest tests/integration/cms/pagecache/test_exactly.py -q $(ARGS)

lighthouse: ## the five main pages: 95 or more in performance, accessibility, best practices, SEO (needs npm)
	$(call install,dev)
	@$(BIN)/python -m tests.checks.lighthouse

bench: ## the measures: prints a table, writes build/bench.json
	$(call install,dev)
	@$(BIN)/python -m tests.bench $(ARGS)

messages: ## take new words into the French catalogue
	$(call install,dev)
	@$(BIN)/python manage.py messages

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links
requirements: ## compile pyproject.toml into requirements/*.txt (ARGS=--upgrade for newer versions)
	$(call install,dev)
	$(COMPILE) $(ARGS) pyproject.toml -o requirements/base.txt
	$(COMPILE) $(ARGS) pyproject.toml --extra demo -o requirements/demo.txt
	$(COMPILE) $(ARGS) pyproject.toml --extra demo --extra test --extra lint -o requirements/dev.txt
