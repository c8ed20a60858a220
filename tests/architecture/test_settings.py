"""The environment is read in one place, with types, and errors that name the variable."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import Environment, read_environment

PRODUCTION = {
    "PORTAL_ENVIRONMENT": "production",
    "PORTAL_SECRET_KEY": "q8Zs5vL2pXnR7tYwBc4JdFgHkM9aE6uQ3xVbN1rTzSoPiUyWlKjD0mCfGhAe",
    "PORTAL_BASE_URL": "https://portal.example.jp",
}


@pytest.fixture
def read(monkeypatch):
    """Read a given environment, forgetting what was read before and after."""

    def reading(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        read_environment.cache_clear()
        return read_environment()

    yield reading
    monkeypatch.undo()
    read_environment.cache_clear()


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"PORTAL_SERCH_ENGINE": "x"}, "PORTAL_SERCH_ENGINE. Did you mean PORTAL_SEARCH_ENGINE?"),
        ({"PORTAL_SEARCH_ENGINE": "lucene"}, "PORTAL_SEARCH_ENGINE: .*embedded.*elasticsearch"),
        ({"PORTAL_DEMO": "perhaps"}, "PORTAL_DEMO: "),
        ({"PORTAL_MAIL_RETENTION_DAYS": "long"}, "PORTAL_MAIL_RETENTION_DAYS: "),
        ({"PORTAL_REPLY_ADDRESS": "Reply+x"}, "PORTAL_REPLY_ADDRESS: "),
        ({"PORTAL_ENVIRONMENT": "production"}, "PORTAL_SECRET_KEY must hold at least 50"),
    ],
)
def test_a_wrong_environment_names_the_variable(read, variables, told):
    with pytest.raises(ImproperlyConfigured, match=told):
        read(**variables)


def test_a_right_environment_is_typed(read):
    environment = read(PORTAL_DEMO="1", PORTAL_MAIL_RETENTION_DAYS="30")
    assert environment.demo is True
    assert environment.mail_retention_days == 30


def test_every_variable_is_documented():
    text = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    known = {f"PORTAL_{name.upper()}" for name in Environment.model_fields}
    told = set(re.findall(r"`(PORTAL_\w+)`", text))
    assert told == known


def manage(*arguments, **variables):
    """Run one command with the given environment alone."""
    ours = ("PORTAL_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_have_no_warning(tmp_path):
    done = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        PORTAL_DATA_DIR=str(tmp_path),
        **PRODUCTION,
    )
    assert done.returncode == 0, done.stderr


def test_a_misspelt_variable_stops_the_start_with_one_clear_line():
    done = manage("check", PORTAL_DATBASE_URL="x")
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "Unknown environment variable PORTAL_DATBASE_URL" in last
    assert "Did you mean PORTAL_DATABASE_URL?" in last
