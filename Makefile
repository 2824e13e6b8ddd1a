# The commands of the project. `make run` and `make test` need Python 3.11 or newer, and nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
TESTS ?= tests
WORKERS ?= logical

export GODA_DEMONSTRATION ?= 1
export PORT

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-browser run test quick lint format bench shots css messages workflows clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

setup: ## The virtual environment with what the portal needs to run
	@deploy/setup.sh $(PYTHON) $(VENV) requirements.txt

setup-dev: ## The same with what tests and checks need
	@deploy/setup.sh $(PYTHON) $(VENV) requirements.txt requirements-dev.txt

setup-browser: setup-dev ## A Chromium for the tests, where there is none
	@$(BIN)/python -m tests.browser.chromium

run: setup ## The whole portal on http://127.0.0.1:8000, until Ctrl-C (another port: make run PORT=8001)
	@$(MANAGE) serve

test: setup-browser ## Every test, in real browsers too
	@$(BIN)/pytest -n $(WORKERS) $(TESTS)

quick: setup-dev ## The tests that take no time
	@$(BIN)/pytest -n $(WORKERS) -m "not browser and not slow" $(TESTS)

lint: setup-dev ## Style, types, templates, migrations, translations, pictures, theme
	@PATH="$(abspath $(BIN)):$$PATH" .ci/lint

format: setup-dev ## Put the code in its usual form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

bench: setup-dev ## Measure the portal beside bare Django views
	@$(BIN)/python -m bench.run
	@$(BIN)/python -m bench.similar
	@$(BIN)/python -m bench.board
	@$(BIN)/python -m bench.pictures

shots: setup-browser ## Pictures of every page as each role, under var/shots/
	@$(BIN)/python -m tests.browser.shots

css: ## Compile the theme (needs Node)
	@cd static/theme && npm ci --silent && npm run --silent build

messages: setup-dev ## Bring the Swedish catalogue in step with the sources
	@$(MANAGE) translations --prune

workflows: setup-dev ## Draw the workflows in docs/ from their tables
	@$(MANAGE) draw_workflows

clean: ## Take away the virtual environment and all that was kept under var/
	rm -rf $(VENV) var
