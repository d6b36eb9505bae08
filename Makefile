# The project's commands; `make help` lists them. Needs GNU make 3.81 or newer, a POSIX shell and Python 3.11 or newer.
#
# PYTHON=/path/to/python3.12   the Python that .venv is made with (counts while it is being made)
# CHROMIUM=/path/to/chromium   the browser of the browser tests
# CEASEFIRES_VENV=folder       another folder than .venv, relative to here and without spaces

.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help report build test test-fast check soak bench lab lock clean

# Python starts 1.3 to 3 times faster from compiled bytecode, and must not find the user's own packages.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME

VENV := $(or $(CEASEFIRES_VENV),.venv)
PY := $(VENV)/bin/python
CEASEFIRES := "$(PY)" -m analysis

# The names of the two stamps hold what they stand for: the lock and the place of the checkout (scripts in .venv
# hold its path), then pyproject.toml. Contents count, not dates, so a fresh `git checkout` reinstalls nothing.
PACKAGES := $(VENV)/.packages-$(shell { cat requirements.lock && pwd; } | cksum | cut -d ' ' -f 1)
READY := $(PACKAGES)-$(shell cksum < pyproject.toml | cut -d ' ' -f 1)

# A .venv whose Python has gone, as after an upgrade of the system, is made anew.
ifneq ($(shell "$(PY)" -c 'print(1)' 2>/dev/null),1)
.PHONY: $(PACKAGES)
endif

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

report: build ## Build the tables and make the report; the first time this sets up .venv (minutes)
	@$(CEASEFIRES) report
	@test -f reports/index.html || { echo "Expected reports/index.html after the report was made, found none; run '$(PY) -m analysis report' to see why." >&2; exit 5; }
	@printf '%s\n' "$$PWD/reports/index.html"

build: $(READY) ## Make the tables in data/processed from data/raw
	@$(CEASEFIRES) build

test: check ## Run make check and all tests, those in a browser included
	@chromium=$$("$(PY)" tests/chromium.py --install) && CHROMIUM="$$chromium" "$(PY)" -m pytest

test-fast: $(READY) ## Run the tests that need no browser and no scheduler
	@"$(PY)" -m pytest -m "not browser and not scheduler and not soak"

check: $(READY) ## Check style, types, and that notebooks hold no output
	@"$(PY)" -m ruff check
	@"$(PY)" -m ruff format --check
	@"$(PY)" -m mypy
	@"$(PY)" -m nbstripout --keep-id --verify notebooks/*.ipynb \
		|| { echo "Expected notebooks without stored output, found some; run '$(PY) -m nbstripout --keep-id notebooks/*.ipynb'." >&2; exit 1; }

soak: $(READY) ## Run the long tests (many minutes)
	@chromium=$$("$(PY)" tests/chromium.py --install) && CHROMIUM="$$chromium" "$(PY)" -m pytest -m soak -rP

bench: $(READY) ## Measure how long the main commands take on this machine
	@"$(PY)" benchmarks/main_path.py

lab: $(READY) ## Open JupyterLab in notebooks/
	@PATH="$$PWD/$(VENV)/bin:$$PATH" "$(PY)" -m jupyterlab --ServerApp.root_dir=. --FileContentsManager.preferred_dir=notebooks

lock: ## Resolve requirements.lock again from pyproject.toml (needs uv; UPGRADE=--upgrade takes newer releases)
	@command -v uv >/dev/null 2>&1 || { echo "Expected the program uv, which writes requirements.lock, found none on PATH; install it (pip install uv). Only 'make lock' needs it." >&2; exit 1; }
	uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command 'make lock' --group dev pyproject.toml -o requirements.lock

clean: ## Remove .venv, the tables and what tools left behind; reports and raw data stay
	rm -rf "$(VENV)" build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find data/processed -mindepth 1 ! -name .gitignore -exec rm -rf {} +
	find src tests benchmarks -name __pycache__ -exec rm -rf {} +

$(READY): $(PACKAGES)
	@rm -f "$(PACKAGES)"-*
	@"$(PY)" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch "$(READY)"

# Hashes are checked, and pip compiles what it installs. The stamp comes last: an install that fails or is
# interrupted leaves none, and the next command starts over.
$(PACKAGES):
	@python=$$($(FIND_PYTHON)) || exit 1; \
	echo "Setting up $(VENV) with $$python (a few minutes, most of it downloads) ..." >&2; \
	rm -rf "$(VENV)"; \
	"$$python" -m venv "$(VENV)" || { echo "Expected $$python with its venv module, found it unusable; on Debian or Ubuntu: apt-get install python3-venv." >&2; exit 1; }
	@"$(PY)" -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --compile -r requirements.lock \
		|| { echo "Expected to install requirements.lock into $(VENV), but pip failed as told above; check the network, then run the command again." >&2; exit 1; }
	@touch "$(PACKAGES)"

# Each candidate is run: a name on PATH may be a stand-in for a version that is not installed.
define FIND_PYTHON
seen=; for python in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python); do \
	version=$$("$$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue; \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then command -v "$$python"; exit 0; fi; \
	seen="$${seen:+$$seen, }Python $$version ($$python)"; \
done; \
echo "Expected Python 3.11 or newer, found $${seen:-none}; install one, or name it: make PYTHON=/path/to/python3.12 report." >&2; \
exit 1
endef
