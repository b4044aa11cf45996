# The portal's commands. `make help` lists them; README.md and docs/running.md say more.
.DEFAULT_GOAL := help
SHELL := /bin/sh
RUN := .venv/bin/python
# The types are read with settings, which name servers; none is asked.
TYPES := NIZU_ENV=test SECRET_KEY=types DATABASE_URL=postgres:///types REDIS_URL=redis:// CACHE_URL=redis://
SOURCES := $(wildcard requirements/*.txt) nizu/stack/bootstrap.py

# An environment whose Python is gone (a system upgrade) is made again.
GONE := $(shell test -e .venv/bin/python || rm -f .venv/.ready .venv/.ready-dev)

# Of the caller's shell; each of them sends Python to other packages or makes every start slow.
unexport VIRTUAL_ENV
unexport PYTHONPATH
unexport PYTHONHOME
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo dev reset test lint format verify chaos evaluate lock

##@ Run
demo: .venv/.ready  ## the portal with demo data on this machine (PORT=…, NIZU_STATE=…); Ctrl-C stops it
	@exec $(RUN) -m nizu.stack.supervisor demo

dev: .venv/.ready-dev  ## the same with autoreload, debug pages and the debug toolbar
	@exec $(RUN) -m nizu.stack.supervisor dev

reset: .venv/.ready  ## forget the demo's data
	@$(RUN) -m nizu.stack.reset

##@ Check
test: .venv/.ready-dev  ## all tests, on servers of their own (T="tests/events -k calendar" for some)
	@$(RUN) -m nizu.stack.browser
	@exec $(RUN) -m pytest $(T)

lint: .venv/.ready-dev  ## style, templates, import floors and types
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@find templates -name jinja -prune -o -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	@.venv/bin/lint-imports --no-cache
	@$(TYPES) $(RUN) -m mypy

format: .venv/.ready-dev  ## bring code and templates in the house style
	@$(RUN) -m ruff check --fix --exit-zero --quiet .
	@$(RUN) -m ruff format .
	@find templates -name jinja -prune -o -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} + || true

verify: lint  ## lint, all tests and the long drills: kill -9, two checkouts, lost servers
	@$(RUN) -m nizu.stack.browser
	@exec $(RUN) -m pytest -m "drill or not drill" $(T)

chaos: .venv/.ready-dev  ## kill servers and senders for ten minutes; no message may be lost or doubled
	@NIZU_CHAOS_SECONDS=$(or $(SECONDS),600) exec $(RUN) -m pytest tests/chaos -m "drill or not drill" -q

bench: .venv/.ready-dev  ## pages beside the limit app over growing data (SIZES="1000 100000 1000000" ROUNDS=5)
	@SIZES="$(or $(SIZES),1000 100000)" ROUNDS="$(or $(ROUNDS),5)" exec $(RUN) -m tests.bench

evaluate: .venv/.ready  ## the matcher's figures: make -s evaluate FILE=requests.jsonl [JSON=1] [DETAILS=1]
	@$(if $(FILE),,echo "Say which file: make -s evaluate FILE=requests.jsonl" >&2; exit 2)
	@exec $(RUN) -m nizu.stack.evaluate "$(FILE)" $(if $(JSON),--json) $(if $(DETAILS),--details)

##@ Keep
lock: .venv/.ready  ## write requirements/*.txt again from the .in files
	@python3 nizu/stack/bootstrap.py lock

help:  ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

.venv/.ready: $(SOURCES)
	@command -v python3 >/dev/null || { echo "Install Python 3.11 or newer first (Debian: apt install python3 python3-venv)." >&2; exit 1; }
	@python3 nizu/stack/bootstrap.py demo

.venv/.ready-dev: $(SOURCES)
	@command -v python3 >/dev/null || { echo "Install Python 3.11 or newer first (Debian: apt install python3 python3-venv)." >&2; exit 1; }
	@python3 nizu/stack/bootstrap.py dev
