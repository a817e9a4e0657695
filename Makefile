# Two commands matter: `make site` and `make test`. Both may be run again; the second time is quick.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
# Other people's programs that read our feeds and our API: kept apart, they are held to what they ask for.
CLIENTS := .venv-clients
# A generator that `make bench` measures beside ours.
BENCHED := .venv-bench
# The moment of the demo's last page: the same site today and next year.
DEMO_NOW := 2026-11-20T15:40:00Z
# MkDocs 1.6 is pinned on purpose; the theme need not warn of it at each build.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PIP_INSTALL := $(BIN)/python -m pip install --quiet --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--python-version 3.11 --custom-compile-command "make lock"
# What the facts rest on is tested completely, branches included.
COMPLETE := statuskit/model.py,statuskit/load.py,statuskit/load/*,statuskit/facts/*

.PHONY: help
help:
	@echo 'make site    build the demo site into site/'
	@echo 'make test    every check and every test, a browser included'
	@echo 'make quick   the tests that take seconds'
	@echo 'make manual  write the generated pages of the manual anew'
	@echo 'make words   bring the catalogues of our own strings in step with the code'
	@echo 'make rules-report  measure the house rules on real updates anew'
	@echo 'make round-trip  print what becomes of real incidents of a Statuspage, key by key'
	@echo 'make lighthouse  measure three pages of the demo as on a phone, and print the table'
	@echo 'make bench   build histories of up to 10,000 incidents, ours and with others, and print what it cost'
	@echo 'make golden  write the kept sites and the kept terminal session of the tests anew'
	@echo 'make lock    work out the requirement files anew'
	@echo 'make clean   remove all that these commands made'

.PHONY: site
site: $(VENV)/site.stamp
	$(BIN)/statuskit build --strict --now $(DEMO_NOW) --freeze-clock
	@echo
	@echo 'The demo stands in site/, as it looked at $(DEMO_NOW): its clock is frozen at that moment.'
	@echo 'To look at it: $(BIN)/python -m http.server --directory site --bind 127.0.0.1 8000'
	@echo 'then open http://127.0.0.1:8000/'

.PHONY: test
test: $(VENV)/test.stamp clients browser promtool nginx rsync script
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -n 2 --dist loadgroup
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include='$(COMPLETE)' --fail-under=100

.PHONY: quick
quick: $(VENV)/test.stamp
	$(BIN)/pytest -q -n 2 -m 'not slow and not browser' --hypothesis-profile=quick

# These two need the real histories beside the repository.
.PHONY: rules-report
rules-report: $(VENV)/test.stamp
	$(BIN)/python -m tests.review.rules_report

.PHONY: round-trip
round-trip: $(VENV)/test.stamp
	$(BIN)/python -m tests.api.round_trip

# Read the diff before you commit it: it is what readers will see.
.PHONY: manual
manual: $(VENV)/test.stamp
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/commands.py
	$(BIN)/python tools/rules.py
	$(BIN)/python tools/recipes.py
	$(BIN)/python -m tools.bench.page

# A string that is new stands in each catalogue with an empty translation: write it there.
.PHONY: words
words: $(VENV)/test.stamp
	$(BIN)/python tools/words.py

.PHONY: golden
golden: $(VENV)/test.stamp
	$(BIN)/python tests/test_golden.py
	$(BIN)/python -m tests.walk.test_walk

# Takes minutes, and differs a little from run to run: no test. What it needs is large, so it comes when asked for.
.PHONY: lighthouse
lighthouse: $(VENV)/test.stamp browser
	@command -v npm >/dev/null || { echo 'npm is missing, and Lighthouse comes by it. On Debian: apt-get install npm' >&2; exit 1; }
	@[ tools/lighthouse/node_modules/.package-lock.json -nt tools/lighthouse/package-lock.json ] || \
		npm ci --prefix tools/lighthouse --ignore-scripts --silent --no-audit --no-fund
	$(BIN)/python -m tools.lighthouse

# A quarter of an hour, on a machine that does nothing else. A quick one: make bench BENCH="--sizes 100,1000 --rounds 1"
.PHONY: bench
bench: $(VENV)/test.stamp
	@$(MAKE) --silent browser || echo 'Without Chromium nobody counts what a reader loads.' >&2
	@$(MAKE) --silent $(BENCHED)/stamp || echo 'Hugo cannot be installed here: it is left out.' >&2
	$(BIN)/python -m tools.bench $(BENCH)

# What checks the pages and their script comes by npm, and so do some clients; without npm those tests are left out.
.PHONY: script
script: package-lock.json
	@if ! command -v npm >/dev/null; then echo 'npm is missing: the types of the script, access, HTML and three clients are not checked.' >&2; \
	elif [ ! -e node_modules/.package-lock.json -o package-lock.json -nt node_modules/.package-lock.json ]; then \
		npm ci --ignore-scripts --silent --no-audit --no-fund; fi
	@command -v java >/dev/null || echo 'Java is missing: the HTML of the pages is not checked. On Debian: apt-get install default-jre-headless' >&2

# Two programs that only check come with a server in Debian. They are taken out of its packages: nothing is to start.
.PHONY: promtool nginx
promtool: from := prometheus ./usr/bin/promtool
nginx: from := nginx ./usr/sbin/nginx
promtool nginx: $(VENV)/pyvenv.cfg
	@if [ -x $(BIN)/$@ ] || PATH="$$PATH:/usr/sbin" command -v $@ >/dev/null; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
		echo '$@ is missing, and what it checks is left out. It comes with $(firstword $(from)).' >&2; exit 0; fi; \
	folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	fetch() { (cd "$$folder" && apt-get download -qq -o APT::Sandbox::User=root $(firstword $(from))); }; \
	fetch 2>/dev/null || { [ "$$(id -u)" != 0 ] || apt-get update -qq; fetch; }; \
	dpkg-deb --fsys-tarfile "$$folder"/*.deb | tar -x -C "$$folder" $(lastword $(from)); \
	install "$$folder/$(lastword $(from))" $(BIN)/$@

# Chromium comes from Debian where it is missing and we may install it.
.PHONY: browser
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
		echo 'The tests need Chromium. Please install it, so that `chromium` is on the PATH.' >&2; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then as_root=; \
	elif sudo -n true 2>/dev/null; then as_root=sudo; \
	else echo 'The tests need Chromium. Please run: sudo apt-get install chromium' >&2; exit 1; fi; \
	$$as_root apt-get update -qq; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium >/dev/null

# One recipe of `statuskit init` brings a site to a server with it.
.PHONY: rsync
rsync:
	@if command -v rsync >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq; env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends rsync >/dev/null; \
	else echo 'rsync is missing, and its recipe is not tested. On Debian: apt-get install rsync' >&2; fi

.PHONY: clients
clients: $(CLIENTS)/stamp

.PHONY: lock
lock: $(VENV)/lock.stamp
	$(LOCK) pyproject.toml --group build -o requirements/site.txt
	$(LOCK) pyproject.toml --group build --group test --group lint -c requirements/site.txt -o requirements/test.txt
	$(LOCK) --group clients -o requirements/clients.txt
	$(LOCK) --group bench -o requirements/bench.txt
	$(LOCK) --group lock -o requirements/lock.txt

.PHONY: clean
clean:
	rm -rf $(VENV) $(CLIENTS) $(BENCHED) node_modules tools/lighthouse/node_modules site .site.* .cache build dist .coverage .coverage.* .hypothesis
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find statuskit tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment: a stamp is newer than the files that it was made from.
$(VENV)/pyvenv.cfg:
	@for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			"$$python" -m venv $(VENV) && exit 0; \
			echo 'This Python cannot make environments. On Debian: apt-get install python3-venv' >&2; exit 1; fi; done; \
	echo 'statuskit needs Python 3.11 or newer, and found none. Name one with: make PYTHON=/path/to/python3.12' >&2; exit 1

$(VENV)/site.stamp: $(VENV)/pyvenv.cfg requirements/site.txt pyproject.toml
	$(PIP_INSTALL) -r requirements/site.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements/test.txt
	$(PIP_INSTALL) -r requirements/test.txt
	@touch $@

$(VENV)/lock.stamp: $(VENV)/pyvenv.cfg requirements/lock.txt
	$(PIP_INSTALL) -r requirements/lock.txt
	@touch $@

$(CLIENTS)/stamp: $(VENV)/pyvenv.cfg requirements/clients.txt
	$(BIN)/python -m venv $(CLIENTS)
	$(CLIENTS)/bin/python -m pip install --quiet --require-hashes -r requirements/clients.txt
	@touch $@

$(BENCHED)/stamp: $(VENV)/pyvenv.cfg requirements/bench.txt
	$(BIN)/python -m venv $(BENCHED)
	$(BENCHED)/bin/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@
