# make run: the app at http://127.0.0.1:8501. make test: everything, browser tests included. make bench: the figures.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501

.PHONY: run test bench screenshot clean

run: .venv/run-ready
	@$(BIN)/streamlit run app.py --server.port $(PORT) $(if $(LIBRARY),-- --library $(LIBRARY)) \
	|| { echo "The app did not start. If port $(PORT) is taken, choose another: make run PORT=8502"; exit 1; }

test: .venv/test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest --numprocesses auto --ignore=tests/browser
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup tests/browser

bench: .venv/test-ready
	$(BIN)/python -m tests.benchmark

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Release Explorer needs Python 3.11 or newer; $(PYTHON) is older. Name another with: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run-ready: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test-ready: requirements.txt tests/requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@ .venv/run-ready

screenshot: .venv/test-ready
	$(BIN)/python -m tests.browser.screenshot
