"""The harness itself bites."""

import os
import socket
import subprocess
import sys
import time

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import Client

from portal.taxonomy.models import Sector
from tests.harness.network import NetworkReached
from tests.harness.responses import inline_code, is_refused
from tests.harness.templates import UndefinedTemplateVariable


def render(source, name, **context):
    django = engines["django"]
    template = django.engine.from_string(source)
    for node in template.nodelist:
        node.origin.name = name
    return django.from_string("").__class__(template, django).render(context)


def test_an_undefined_variable_in_our_template_fails(settings):
    with pytest.raises(UndefinedTemplateVariable, match="nobody"):
        render("{{ nobody.name }}", str(settings.BASE_DIR / "templates" / "x.html"))


def test_an_undefined_variable_in_a_library_template_does_not():
    assert render("[{{ nobody|default:'x' }}]", "/usr/site-packages/lib/x.html") == "[x]"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<p style="color:red">',
        '<button onclick="x()">',
        '<a href="javascript:x()">',
    ],
)
def test_inline_code_is_found(html):
    assert inline_code(html)


def test_linked_code_is_not_inline():
    page = '<script src="/x.js"></script><script type="application/ld+json">{}</script>'
    assert inline_code(page) == []


@pytest.mark.parametrize(
    ("page", "policy", "refused"),
    [
        ('<meta name="referrer" content="no-referrer"><form method="post"></form>', "", True),
        ('<form method="POST"></form>', "no-referrer", True),
        ('<form method="post"></form>', "same-origin", False),
        ('<meta name="referrer" content="no-referrer"><form method="get"></form>', "", False),
    ],
)
def test_a_form_that_a_browser_sends_in_vain_is_found(page, policy, refused):
    assert is_refused(page, policy) is refused


def test_the_client_refuses_a_page_with_inline_code(client, monkeypatch):
    monkeypatch.setattr(
        "portal.health.JsonResponse", lambda *_a, **_k: HttpResponse("<style></style>")
    )
    with pytest.raises(AssertionError, match="<style>"):
        client.get("/healthz")
    assert isinstance(client, Client)


def test_other_machines_cannot_be_reached():
    with socket.socket() as one, pytest.raises(NetworkReached):
        one.connect(("192.0.2.1", 80))


def test_an_unordered_queryset_comes_reversed(db):
    ordered = list(Sector.objects.order_by("pk").values_list("pk", flat=True))
    assert len(ordered) > 1
    assert list(Sector.objects.order_by().values_list("pk", flat=True)) == ordered[::-1]


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_may_destroy_everything():
    Sector.objects.all().delete()
    assert not Sector.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_and_the_next_finds_all_laid_anew():
    assert Sector.objects.exists()


def test_tests_of_one_group_run_in_one_worker(tmp_path):
    """Some versions of pytest and xdist lose the groups without a word."""
    (tmp_path / "test_group.py").write_text(
        "import os, pathlib, pytest\n"
        "pytestmark = pytest.mark.xdist_group('one')\n"
        "@pytest.mark.parametrize('number', range(6))\n"
        "def test_it(number):\n"
        "    worker = os.environ['PYTEST_XDIST_WORKER']\n"
        f"    (pathlib.Path({str(tmp_path)!r}) / f'{{worker}}.ran').touch()\n"
    )
    kept = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    command = [sys.executable, "-m", "pytest", "-p", "no:django", "-n", "2", "-q"]
    subprocess.run(
        [*command, "--dist", "loadgroup", str(tmp_path)],
        cwd=tmp_path,
        env=kept,
        capture_output=True,
        check=True,
    )
    assert len(list(tmp_path.glob("*.ran"))) == 1


@pytest.mark.parametrize("content", [str(time.time_ns()).encode(), b"%PDF-1.7"])
def test_bytes_do_not_name_a_test(request, content):
    assert request.node.callspec.id in {"content0", "content1"}
