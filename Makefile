# All that the house does, from Python 3.11–3.13 and make alone: libraries come from PyPI as uv.lock pins them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup nightly interfaces test test-system test-duckdb2 bench format clean sample-inbox system-packages

PACKAGES := flows connectors warehouse quality tests
# Two workers, each with whole files or folders (tests/side_by_side.py).
SIDE_BY_SIDE := -n 2
SAMPLE := --days 90 --dossiers 20000 --seed 20260223

export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export UV_PYTHON_DOWNLOADS := never
# An activated environment of another project must not be the one that is filled.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH

# The first Python that the lock supports and that can make environments (Debian keeps ensurepip in python3-venv).
FITS := import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	"$$name" -c '$(FITS)' >/dev/null 2>&1 && command -v "$$name" && break; done)
# Another uv may be named: make UV=/path/to/uv …
UV ?= .venv-bootstrap/bin/uv
UV_VERSION := 0.13.9

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: .venv/.complete ## .venv with the locked libraries (the targets below do this by themselves)

nightly: .venv/.complete sample-inbox ## the nightly run, on sample exports where inbox/ is empty
	.venv/bin/motcua nightly

interfaces: .venv/.complete ## a night against stand-ins of iGate and the portal's reporting on this machine, faults included
	.venv/bin/python -m tests.standins

test: .venv/.complete ## style, types and all tests that need Python alone
	.venv/bin/ruff check $(PACKAGES)
	.venv/bin/ruff format --check $(PACKAGES)
	.venv/bin/mypy
	.venv/bin/pytest -m "not system" $(SIDE_BY_SIDE)

test-system: .venv/.complete system-packages ## the tests that need Chromium, LibreOffice or a server (installed by apt)
	UV="$(UV)" .venv/bin/pytest -m system

test-duckdb2: .venv-duckdb2/.complete ## the tests of make test, on DuckDB 2.0
	.venv-duckdb2/bin/pytest -m "not system" $(SIDE_BY_SIDE)

bench: .venv/.complete ## a night over a million new dossiers, timed by room against its budgets
	.venv/bin/python -m tests.bench

format: .venv/.complete ## write the code in the house's style
	.venv/bin/ruff check --fix $(PACKAGES)
	.venv/bin/ruff format $(PACKAGES)

clean: ## remove what make and its tools have built (data/ and inbox/ stay)
	rm -rf .venv .venv-duckdb2 .venv-bootstrap .mypy_cache .ruff_cache .pytest_cache .hypothesis dist bench
	find $(PACKAGES) -name __pycache__ -type d -prune -exec rm -rf {} +

# Made aside and moved, so that an interrupted simulation leaves no half inbox.
sample-inbox: .venv/.complete
	@if [ -z "$$(ls -A inbox 2>/dev/null)" ]; then \
		rm -rf data/.sample && .venv/bin/motcua simulate --out data/.sample $(SAMPLE) && \
		mkdir -p inbox && mv data/.sample/* inbox/ && rmdir data/.sample; \
	fi

system-packages:
	@.ci/system-packages chromium libreoffice-calc poppler-utils fonts-noto-core

# Compiled ahead: 10 s once, and each run starts 6 s sooner wherever Python may not write bytecode (most containers).
# Where only pip knows the way to the packages (a mirror in pip.conf), pip installs the same hashes; the list is
# complete (--no-deps), which older pips do not see for a package with extras.
define fill
	UV_PROJECT_ENVIRONMENT=$(1) "$(UV)" sync --frozen --compile-bytecode --quiet --python "$(PYTHON)" || $(call fill_by_pip,$(1))
endef
define fill_by_pip
{ \
		echo "uv: không tải được, thử bằng pip / uv could not install, trying pip" >&2; \
		"$(UV)" venv --quiet --clear --python "$(PYTHON)" $(1) && \
		"$(UV)" export --frozen --quiet --no-emit-project --output-file $(1)/requirements.txt >/dev/null && \
		.venv-bootstrap/bin/python -m pip --python $(1)/bin/python install --quiet --no-deps --require-hashes -r $(1)/requirements.txt && \
		.venv-bootstrap/bin/python -m pip --python $(1)/bin/python install --quiet --no-deps --editable .; \
	}
endef

.venv/.complete: uv.lock pyproject.toml | $(UV)
	@$(call fill,.venv)
	@touch $@

.venv-duckdb2/.complete: uv.lock pyproject.toml | $(UV)
	@$(call fill,.venv-duckdb2)
	@"$(UV)" pip install --no-config --quiet --python .venv-duckdb2/bin/python duckdb==2.0.0 # past the lock's constraint
	@touch $@

.venv-bootstrap/bin/uv:
	@test -n "$(PYTHON)" || { \
		echo "Cần Python 3.11, 3.12 hoặc 3.13 (Debian, Ubuntu: apt-get install python3-venv)." >&2; \
		echo "Python 3.11, 3.12 or 3.13 is needed (Debian, Ubuntu: apt-get install python3-venv)." >&2; exit 3; }
	@"$(PYTHON)" -m venv --clear .venv-bootstrap
	@echo '*' > .venv-bootstrap/.gitignore
	@.venv-bootstrap/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
