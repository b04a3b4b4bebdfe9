# Two commands are enough: `make run` opens the window, `make test` runs every check.
# Both need git, make and Python 3.11 or newer; the rest is fetched into .venv at the first call.

PYTHON := $(CURDIR)/.venv/bin/python
SETUP = bash packaging/setup.sh

# With it in the environment every start would compile the sources again; the window would open late.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONHOME
unexport VIRTUAL_ENV

.PHONY: run test lint bench package translations clean help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: ## open the window; with no display, the sample job off screen into demo/
	@$(SETUP) run
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    echo "thawline: there is no display here, so the demo runs off screen and leaves its pictures in demo/"; \
	    QT_QPA_PLATFORM=offscreen $(PYTHON) -m gui_app demo --out demo; \
	else \
	    $(PYTHON) -m gui_app; \
	fi

test: export QT_QPA_PLATFORM = offscreen
# A process a core, and no more than four: each holds PyTorch and Qt. A worker that runs dry takes over from the other.
test: lint ## every check and every test
	@$(PYTHON) -m pytest -n logical --maxprocesses 4 --dist worksteal

lint: ## style, types, who may import whom
	@$(SETUP) test
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo

bench: export QT_QPA_PLATFORM = offscreen
bench: ## measure beside the limits and the peers, about an hour; writes docs/benchmarks.md
	@$(SETUP) test
	@$(PYTHON) -m tests.benchmarks $(ROWS)

package: ## build the program for this system into dist/ and try it
	@$(SETUP) package
	@$(PYTHON) packaging/smoke.py --build

translations: ## bring resources/i18n up to the source
	@$(SETUP) test
	@$(PYTHON) packaging/catalogues.py

clean: ## remove what can be made again, but not .venv
	rm -rf build dist demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
