"""What no linter knows: names of migrations, sizes of files, places and addresses."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.harness.responses import inline_code

ROOT = Path(settings.BASE_DIR)
LONGEST = 320  # about 300; longer is a question whether it holds two ideas
NOT_OURS = re.compile(r"(^|/)(migrations|vendor|fonts|pdf_fonts|opening)/|\.min\.")
MACHINE_PATHS = re.compile(r"(?<![\w./:-])/(?:work|root|home/\w+)/[\w.]")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
MADE_FOR_OTHER_READERS = ("templates/email/", "templates/pdf/")


def kept_files(*patterns: str) -> list[str]:
    """The files under version control that match, new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def test_migrations_say_what_they_do():
    unnamed = [name for name in kept_files("*/migrations/*.py") if "_auto_" in name]
    assert unnamed == []


def test_each_room_has_one_line_of_migrations():
    for folder in {Path(name).parent for name in kept_files("*/migrations/0*.py")}:
        numbers = [path.name[:4] for path in sorted((ROOT / folder).glob("0*.py"))]
        assert len(numbers) == len(set(numbers)), folder


def test_files_hold_one_idea():
    long = {
        name: lines
        for name in kept_files("*.py", "*.css", "*.js", "*.html")
        if not NOT_OURS.search(name)
        and (lines := len((ROOT / name).read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_no_attic():
    attics = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [name for name in kept_files("*.py") if Path(name).name in attics] == []


def test_templates_carry_no_inline_code():
    found = [
        name
        for name in kept_files("*.html")
        if not name.startswith(MADE_FOR_OTHER_READERS)
        and inline_code(TAG.sub("", (ROOT / name).read_text()))
    ]
    assert found == []


def test_no_path_of_one_machine():
    texts = kept_files("*.py", "*.md", "*.toml", "*.txt", "*.html", "*.yaml", "Makefile", ".ci/*")
    found = [name for name in texts if MACHINE_PATHS.search((ROOT / name).read_text())]
    assert found == []


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt", "production.txt"])
def test_locks_have_hashes_and_no_addresses(lock):
    text = (ROOT / "requirements" / lock).read_text()
    assert "://" not in text
    names = re.findall(r"^([\w.\[\]-]+==\S+)", text, re.MULTILINE)
    assert len(names) > 5
    blocks = re.split(r"^(?=[\w.\[\]-]+==)", text, flags=re.MULTILINE)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
