# Python 3.11 and make are all that these need.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12), (3, 13)))' \
	2>/dev/null && echo $$p && break; done)
RUN = .venv/bin/python
BEGUN := $(shell date +%s)

.DEFAULT_GOAL := help
.PHONY: help setup serve race test lint unit demo-passwords code messages lock lighthouse \
	reset demo-event python

help: ## what can be asked for
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 17

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed: apt-get install python3.11" \
	"python3.11-venv, or say where it is with make PYTHON=..." >&2; exit 1; }

setup: python ## prepare .venv and what else the portal needs, nothing more
	@$(PYTHON) scripts/setup.py

serve: setup ## run the portal with sample data (PORT=8000 HOST=127.0.0.1)
	@SERVE_BEGUN=$(BEGUN) $(RUN) scripts/serve.py

race: python ## many companies, few places, on both engines (CLIENTS=200 PLACES=7)
	@$(PYTHON) scripts/setup.py --dev
	@CLIENTS="$(CLIENTS)" PLACES="$(PLACES)" ENGINES="$(ENGINES)" WORKERS="$(WORKERS)" $(RUN) scripts/race.py

test: python ## every check and every test
	@$(PYTHON) scripts/setup.py --dev
	@$(RUN) scripts/lint.py
	@$(RUN) -m pytest -n 2 --dist loadgroup

lint: python ## the checks alone
	@$(PYTHON) scripts/setup.py --dev
	@$(RUN) scripts/lint.py

unit: ## the quick tests alone
	@$(RUN) -m pytest -n 2 --ignore tests/browser --ignore tests/services

demo-passwords: ## new passwords for the demo accounts, shown once
	@PORTAL_DEMO=1 $(RUN) manage.py demo_passwords

demo-event: setup ## play an invented year of events for staff to explore
	@PORTAL_DEMO=1 $(RUN) manage.py prepare
	@PORTAL_DEMO=1 $(RUN) manage.py demo_event

code: ## second-factor code of a demo account (USER=editor@example.jp)
	@PORTAL_DEMO=1 $(RUN) manage.py demo_code $(USER)

messages: ## collect new texts for translation (PRUNE=1 drops unused ones)
	@$(RUN) scripts/messages.py $(if $(PRUNE),--prune)

lock: python ## resolve requirements/*.in into hash locks
	@$(PYTHON) scripts/setup.py --lock

reset: python ## forget all data of this folder and start over (environment stays)
	@$(PYTHON) scripts/reset.py

lighthouse: ## measure home, guide and event of a running portal (PORT=8000; needs Node 20)
	@$(RUN) scripts/lighthouse.py
