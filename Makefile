# The work in one word each: `make help` lists them. On a fresh machine each target first installs what it needs.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first Python on the path that is new enough; PYTHON=… chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
# The least branch coverage of handlers/ and storage/, in percent: `make test COVER=100`. Empty: not measured.
COVER ?=
# How many tests run side by side.
WORKERS ?= 2
# Thousands of small homes are put safely on a disk. Where memory holds files, and enough of them, none waits for it.
IN_MEMORY = $(shell test "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $$4 }')" -gt 4000000 2>/dev/null \
	&& echo TMPDIR=/dev/shm)

run: .venv/ready-run ## open the home at http://127.0.0.1:8080 (the sample home, if no other is set)
	@exec $(PY) -m bot

test: .venv/ready-test chromium ## every test, those in a real browser included
	$(IN_MEMORY) $(PY) -m pytest -q -n $(WORKERS) --dist loadfile $(if $(COVER),--cov --cov-fail-under=$(COVER))

check: .venv/ready-test .venv/ready-check ## lint, types, import directions, catalogs, how well danger is found
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest -q tests/test_house.py tests/test_tree.py tests/test_locales.py tests/test_recall.py

bench: .venv/ready-test .venv/ready-bench ## the benchmarks, beside their peers
	$(PY) -m bench

texts: .venv/ready-run ## collect the sentences from the code into the catalogs of locales/
	@$(PY) -m babel.messages.frontend -q extract -F pyproject.toml --no-default-keywords -k _ -k _n:1,2 \
		--no-location --sort-output --width=120 --project="Rainbow Ramp" -o .venv/messages.pot bot handlers
	@$(PY) -m babel.messages.frontend -q update -i .venv/messages.pot -d locales --no-fuzzy-matching \
		--ignore-obsolete --ignore-pot-creation-date --width=120
	@git --no-pager diff --stat -- locales 2>/dev/null || true

transcripts: .venv/ready-test chromium ## write the golden conversations of tests/transcripts/ anew, to be read as a diff
	RAMP_TRANSCRIPTS=write $(PY) -m pytest -q -k transcript
	@git --no-pager diff --stat -- tests 2>/dev/null || true

clean: ## remove what make made (never what the home remembers: data/ and sample-data/ stay)
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
	find bench bot handlers storage tests -name __pycache__ -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# --- what the words above stand on ---

# One marker for each group of packages; "run" is what the home itself needs.
.venv/ready-%: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing what '$*' needs into .venv (a minute or so) …"
	@$(PY) -c 'import sys, tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
		print(*p["dependencies"], *p["optional-dependencies"].get(sys.argv[1], []), sep="\n")' $* > .venv/needs-$*
	@$(PY) -m pip install --quiet --progress-bar off --disable-pip-version-check -c constraints.txt -r .venv/needs-$* \
		|| { echo "pip could not install them: see above. Is this machine online?"; exit 1; }
	@touch $@

.venv/bin/python:
	@test -n "$(PYTHON)" \
		|| { echo "Rainbow Ramp needs Python 3.11 or newer, and found none on the path."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv --clear .venv

# The browser tests need Debian's Chromium, and a font that can draw Chinese.
chromium:
	@lacking=; \
	command -v chromium >/dev/null || lacking="chromium"; \
	ls -d /usr/share/fonts/opentype/noto/*CJK* >/dev/null 2>&1 || fc-list :lang=zh 2>/dev/null | grep -q . \
		|| lacking="$${lacking:+$$lacking }fonts-noto-cjk"; \
	test -z "$$lacking" && exit 0; \
	command -v apt-get >/dev/null || { echo "The browser tests need $$lacking. There is no apt-get here:" \
		"install them your own way, or leave those tests out: $(PY) -m pytest -m 'not browser'"; exit 1; }; \
	root=; test "$$(id -u)" = 0 || root=sudo; \
	test -z "$$root" || command -v sudo >/dev/null || { echo "Please install as root: apt-get install $$lacking"; exit 1; }; \
	echo "Installing Debian packages for the browser tests: $$lacking …"; \
	$$root apt-get update -qq && $$root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends $$lacking >/dev/null

.DELETE_ON_ERROR:
.PHONY: run test check bench texts transcripts clean help chromium
