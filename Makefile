# Python 3.11 and make are all that these need; see `make help`.
PYTHON ?= python3.11
RUN = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help messages

help: ## what can be asked for
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

messages: ## collect new texts for translation (PRUNE=1 drops unused ones)
	@$(RUN) scripts/messages.py $(if $(PRUNE),--prune)
