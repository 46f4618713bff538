# Every target works in a fresh checkout: .ci/venv makes .venv and installs what the target needs, once.
# Paths are relative and tools run as `python -m`, so that the checkout may stand at a path with spaces.

# `=` and not `?=`: HOST and PORT of the environment belong to other programs
HOST = 127.0.0.1
PORT = 8000
# for pytest, as in: make test ARGS="tests/analysis -x"
ARGS =
# a process for each core; a file's tests stay together, because they share what they built: make test WORKERS=0 for one
WORKERS = auto

VENV = sh .ci/venv
RUN = .venv/bin/python -m
# import-linter has no `python -m`; this is what its command calls
LINT_IMPORTS = .venv/bin/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve test lint check score setup

help:
	@echo 'make serve   search the sample reports at http://$(HOST):$(PORT)/ (PORT=8080 for another port)'
	@echo 'make test    run the tests (ARGS="tests/analysis -x" is handed to pytest)'
	@echo 'make lint    ruff, mypy, import-linter, codespell'
	@echo 'make check   test and lint'
	@echo 'make score   headings and facts of the hand-labelled reports: right, wrong, unknown (ARGS=-v for every slip)'
	@echo 'make setup   install what all of these need, for working without a network'

serve:
	@$(VENV)
	@test -e index/CURRENT || $(RUN) indexer index seeds
	@$(RUN) indexer serve --host '$(HOST)' --port '$(PORT)'

test:
	@$(VENV) test
	$(RUN) pytest -n '$(WORKERS)' --dist loadfile $(ARGS)

lint:
	@$(VENV) lint
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(LINT_IMPORTS)
	$(RUN) codespell_lib

check: test lint

score:
	@$(VENV)
	.venv/bin/python tests/bench/score_corpus.py $(ARGS)

setup:
	@$(VENV) test lint
