"""The layout: no inline code, language links, errors that need nothing, a worker at the root."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import loader
from django.test import RequestFactory
from django.urls import reverse

from portal.stylesheets import joined, minify

INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ERRORS = ["403.html", "403_csrf.html", "404.html", "429.html", "500.html", "maintenance.html"]


@pytest.mark.parametrize("name", [*ERRORS, "base.html"])
def test_pages_hold_no_inline_code(name):
    assert not INLINE.search(loader.render_to_string(name))


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_need_neither_request_nor_database(name):
    html = loader.render_to_string(name)
    assert html.count("<h1>") == 1
    assert 'name="robots" content="noindex"' in html
    assert "/emergency/" in html


def test_language_switch_leads_to_the_same_view():
    request = RequestFactory().get("/accounts/login/")
    request.user = AnonymousUser()
    html = loader.render_to_string("base.html", request=request)
    assert (
        '<link rel="alternate" hreflang="en" href="http://localhost:8000/en/accounts/login/">'
        in html
    )
    assert 'href="/en/accounts/login/" lang="en"' in html


def test_service_worker_serves_the_root_and_keeps_the_emergency_page(client):
    answer = client.get("/sw.js")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    assert '["/emergency/", "/en/emergency/"]' in text.replace("\\u002D", "-")
    assert 'credentials: "omit"' in text


@pytest.mark.django_db
def test_catalogue_is_for_staff(client, admin_client):
    address = reverse("styleguide")
    assert client.get(address).status_code == 403
    answer = admin_client.get(address)
    assert answer.status_code == 200
    assert not INLINE.search(answer.content.decode())


def test_style_sheet_is_joined_in_layers_without_comments():
    css = joined()
    assert css.startswith("@layer tokens,base,layout,components,pages,print;")
    assert "/*" not in css
    assert css.count("{") == css.count("}")


def test_minify_keeps_what_means_something():
    assert minify("a b > c { margin: 0 auto; } /* x */") == "a b > c{margin:0 auto}"
    assert minify('.a :hover { content: "a  b" }') == '.a :hover{content:"a  b"}'


def test_style_sheet_uses_only_declared_properties():
    css = joined()
    declared = set(re.findall(r"(--[\w-]+)\s*:", css))
    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    assert used <= declared
