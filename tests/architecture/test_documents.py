"""The documents tell of every command there is, and of none that is gone."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOMS = ("portal", "events", "matchmaking", "search")
ROOT = settings.BASE_DIR
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]
TEXT = "\n".join(path.read_text() for path in DOCUMENTS)


def make_targets():
    text = (ROOT / "Makefile").read_text()
    return set(re.findall(r"^([a-z-]+):.*##", text, re.MULTILINE))


def own_commands():
    return {name for name, app in get_commands().items() if app.split(".")[0] in ROOMS}


def test_every_make_target_is_told_of():
    told = set(re.findall(r"\bmake ([a-z-]+)", TEXT))
    assert make_targets() - told == set()


def test_no_make_target_is_told_of_that_is_not_there():
    told = set(re.findall(r"`make ([a-z-]+)", TEXT))
    assert told - make_targets() == set()


def test_every_management_command_is_told_of():
    assert {name for name in own_commands() if f"`{name}" not in TEXT} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []
