# One virtual environment in .venv, with exactly what the hashed requirements pin. Everything is run by its Python,
# so nothing here depends on what is activated.

.DEFAULT_GOAL := help
.PHONY: help run test stress lint bench pictures migration translations lock clean

PYTHON ?=
PY := .venv/bin/python

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run:  ## start the application with the example programmes
	$(call install,requirements.txt)
	@$(PY) -m flask --app app run-example

test:  ## run all tests
	$(call install,requirements-dev.txt)
	$(call install_html_checker)
	@$(PY) -m pytest

stress:  ## try what the books promise, many times, and write docs/reliability.md (about an hour)
	$(call install,requirements-dev.txt)
	@$(PY) -m tests.stress

lint:  ## check style, types and which package may import which
	$(call install,requirements-dev.txt)
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/lint-imports

bench:  ## the same work here and elsewhere, a line each: how fast it is (ten minutes)
	$(call install,requirements-dev.txt)
	@$(PY) -m benchmarks

pictures:  ## take the pictures of docs/images anew (needs Chromium, LibreOffice and poppler-utils)
	$(call install,requirements-dev.txt)
	@$(PY) -m tests.pictures

migration:  ## draft a migration from the tables in the code: make migration name="what changes"
	$(call install,requirements-dev.txt)
	@test -n "$(name)" || { echo 'Say what changes: make migration name="add the phone of a group"' >&2; exit 2; }
	@$(PY) -c 'import sys; from core.migrations import draft; draft(sys.argv[1])' "$(name)"
	@$(PY) -m ruff check --quiet --fix migrations && $(PY) -m ruff format --quiet migrations

translations:  ## collect the sentences to translate in translations/messages.pot
	$(call install,requirements-dev.txt)
	@mkdir -p translations
	@$(PY) -m babel.messages.frontend extract --mapping-file=pyproject.toml --output-file=translations/messages.pot \
		--no-location --sort-output --omit-header --project=Hashar .

# `make lock UPGRADE=--upgrade` takes newer versions; without it only what pyproject.toml changed moves.
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet $(UPGRADE)

lock:  ## pin the requirements of pyproject.toml with their hashes (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv" >&2; exit 1; }
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --output-file requirements-dev.txt

clean:  ## remove what can be made again; the database in instance/ stays
	rm -rf .venv $(HTML_CHECKER) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# $(call install,FILE): make sure that .venv holds what FILE pins. The copies of the requirements in .venv say what
# was installed last, so a second run needs neither time nor network. Those for developing include the others.
define install
	@$(PY) -c '' 2>/dev/null && cmp -s $(1) .venv/$(1) && exit 0; \
	$(PY) -m pip --version >/dev/null 2>&1 || { $(create_venv); } || exit 1; \
	echo "Setting up (the first time takes a minute) ..."; \
	$(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $(1) || exit 1; \
	cp requirements.txt .venv/; cp $(1) .venv/
endef

# What checks the HTML of pages comes from npm. Without npm, or without a network, the test of it says so and is left out.
HTML_CHECKER = tests/browsing/node_modules
define install_html_checker
	@command -v npm >/dev/null || exit 0; \
	cmp -s tests/browsing/package-lock.json $(HTML_CHECKER)/installed.json && exit 0; \
	npm ci --prefix tests/browsing --silent --no-audit --no-fund --fetch-retries=0 && \
		cp tests/browsing/package-lock.json $(HTML_CHECKER)/installed.json || true
endef

# Each candidate is asked for its version: the shim of a version manager may be there and lead nowhere.
define create_venv
	incomplete=; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null && "$$python" -m venv --clear .venv && break; \
		incomplete=$$python; \
	done; \
	test -x $(PY) || { \
		if [ "$$incomplete" ]; then \
			echo "$$incomplete cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv"; \
		else \
			echo "Hashar needs Python 3.11 or newer. If you have one: make $@ PYTHON=/path/to/python3"; \
		fi >&2; false; \
	}
endef
