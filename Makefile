# Sundial's commands. Each also works as the plain command it runs.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --disable-pip-version-check --constraint constraints.txt --editable

# A database address of PostgreSQL asks for its driver, and a provider of OpenID Connect for what talks to it.
SERVE := $(if $(filter postgres%,$(SUNDIAL_DATABASE_URL)),postgresql,sqlite)$(if $(SUNDIAL_OPENID_ISSUER),-openid)
COMMA := ,
EXTRA := $(if $(filter postgresql,$(SERVE)),[postgresql])$(if $(filter sqlite-openid,$(SERVE)),[openid])
EXTRA := $(EXTRA)$(if $(filter postgresql-openid,$(SERVE)),[postgresql$(COMMA)openid])

.DEFAULT_GOAL := help
.PHONY: help serve web web-if-possible screenshots lighthouse content test lint format schema
.PHONY: bench bench-nginx bench-graph bench-junk bench-peers audit clients attack slow-work mutations differential clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@echo "== making a virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sundial needs Python 3.11 or later; set PYTHON to one.")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed-for-$(SERVE): pyproject.toml constraints.txt | $(BIN)/python
	@echo "== installing what serving needs"
	@$(PIP) '.$(EXTRA)'
	@touch $@

$(VENV)/installed-for-test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "== installing what the tests need"
	@$(PIP) '.[test]'
	@touch $@ $(foreach each,sqlite postgresql,$(VENV)/installed-for-$(each) $(VENV)/installed-for-$(each)-openid)

serve: web-if-possible content ## serve the database's content on HOST:PORT (127.0.0.1:8000)
	@exec $(BIN)/gunicorn

web: web/dist/.vite/manifest.json web/built/.vite/manifest.json ## build GraphiQL and the frontends (needs npm)
	@:

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@echo "== installing what builds for browsers need"
	@cd web && npm ci --no-progress --loglevel=error > /dev/null
	@touch $@

web/dist/.vite/manifest.json: web/node_modules/.package-lock.json web/vite.config.js $(wildcard web/src/*)
	@echo "== building GraphiQL"
	@cd web && npm run --silent build:graphiql
	@touch $@

FRONTENDS := $(shell find web/homepage web/dashboard web/shared -name generated -prune -o -type f -print)

web/built/.vite/manifest.json: web/node_modules/.package-lock.json $(wildcard web/*.ts web/*.cjs web/tsconfig.json) \
    $(FRONTENDS) documents/homepage.graphql schema/schema.graphql
	@echo "== building the homepage and the dashboard"
	@cd web && npm run --silent build:frontends
	@touch $@

# Serving does without, rather than fail: /graphql then shows the build of before, or loads GraphiQL from the network.
web-if-possible:
	@if ! command -v npm > /dev/null; then echo "== going without builds for browsers: npm is not installed"; \
	elif ! $(MAKE) --no-print-directory web 2> /dev/null; then echo "== going without some builds for browsers: make web says why"; fi

content: $(VENV)/installed-for-$(SERVE) ## bring the database's tables up to date; load SUNDIAL_CONTENT into an empty one
	@echo "== preparing the database"
	@$(BIN)/flask --app server migrate
	@$(BIN)/flask --app server content load --if-empty

test: $(VENV)/installed-for-test ## run the tests, on SQLite and on PostgreSQL
	@$(BIN)/pytest

lighthouse: $(VENV)/installed-for-test web ## let Lighthouse judge the homepage as deployed (needs npm, chromium, nginx)
	@$(BIN)/python benchmarks/lighthouse.py

screenshots: $(VENV)/installed-for-test web ## take the pictures of the README (needs npm and chromium)
	@PYTHONPATH=.:tests $(BIN)/python tests/screenshots.py 2> /dev/null

lint: $(VENV)/installed-for-test ## check style, types and layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest tests/test_layers.py

format: $(VENV)/installed-for-test ## put the code in its usual form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

schema: $(VENV)/installed-for-sqlite ## write schema/schema.graphql
	@$(BIN)/flask --app server schema > schema/schema.graphql.new
	@mv schema/schema.graphql.new schema/schema.graphql

bench-graph: $(VENV)/installed-for-test ## measure how answers grow with the content, at 10,000 and 1,000,000 stories
	@$(BIN)/python benchmarks/graph.py

bench-junk: $(VENV)/installed-for-test ## type 10,000 strings of junk into the search, on both databases
	@$(BIN)/python benchmarks/junk.py

bench: $(VENV)/installed-for-test ## measure how much of a bare Flask handler's speed is kept
	@$(BIN)/python benchmarks/bench.py
	@$(BIN)/python benchmarks/bench.py --engine postgresql
	@$(BIN)/python benchmarks/through_nginx.py

bench-nginx: $(VENV)/installed-for-test ## measure the homepage through nginx, which keeps answers for seconds (needs nginx, wrk)
	@$(BIN)/python benchmarks/through_nginx.py

bench-peers: $(VENV)/installed-for-test ## measure Sundial beside other GraphQL servers (installs them; needs npm)
	@$(BIN)/python benchmarks/bench_peers.py

audit: $(VENV)/installed-for-test ## hold the server against the specification of GraphQL over HTTP (needs npm)
	@cd tests/audit && npm ci --no-progress --loglevel=error > /dev/null
	@$(BIN)/pytest tests/test_audit.py

# Clients in Python have environments of their own: two of them need another graphql-core than the server.
CLIENTS := $(patsubst tests/clients/python/%.txt,tests/clients/.venv/%/installed,$(wildcard tests/clients/python/*.txt))

tests/clients/.venv/%/installed: tests/clients/python/%.txt | $(BIN)/python
	@echo "== installing clients in Python: $*"
	@$(BIN)/python -m venv --without-pip $(@D)
	@$(BIN)/pip --python $(@D)/bin/python install --disable-pip-version-check --quiet --requirement $<
	@touch $@

clients: $(VENV)/installed-for-test $(CLIENTS) ## see what client libraries of npm and Python show and send (needs npm)
	@cd tests/clients && npm ci --no-progress --loglevel=error > /dev/null
	@$(BIN)/pytest tests/test_client*.py

attack: $(VENV)/installed-for-test ## attack a server, and hold what each attack costs it and others against bounds
	@$(BIN)/python benchmarks/attack.py
	@$(BIN)/python benchmarks/attack_fairness.py
	@$(BIN)/python benchmarks/attack_sign_in.py

slow-work: $(VENV)/installed-for-test ## look for cheap operations that take long, at 200,000 stories
	@$(BIN)/python benchmarks/slow_work.py

mutations: $(VENV)/installed-for-test ## send 100,000 mutated requests, half of them on each database
	@$(BIN)/python benchmarks/mutations.py

differential: $(VENV)/installed-for-test ## compare 20,000 generated operations on both databases
	@SUNDIAL_DIFFERENTIAL=20000 $(BIN)/pytest tests/test_differential.py

clean: ## remove the environment, the builds for browsers and the SQLite database
	@rm -rf $(VENV) *.egg-info build web/dist web/built web/*/generated web/node_modules sundial.db sundial.db-wal sundial.db-shm
