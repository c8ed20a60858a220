"""Kept pages: only for strangers, only public, gone at once when something changes."""

import gzip

import pytest
from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from portal import cache_generation
from portal.middleware.page_cache import PageCacheMiddleware


class Site:
    """Counts how often the page is really made."""

    def __init__(self, make=None):
        self.made = 0
        self.make = make or (lambda request: HttpResponse(f"page {self.made}"))

    def __call__(self, request):
        self.made += 1
        return self.make(request)


@pytest.fixture(autouse=True)
def _on(settings):
    settings.PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def get(site, path="/guides/", method="get", cookies=None, **headers):
    request = getattr(RequestFactory(), method)(path, headers=headers)
    request.COOKIES.update(cookies or {})
    return PageCacheMiddleware(site)(request)


def test_the_second_stranger_gets_the_kept_page():
    site = Site()
    first, second = get(site), get(site)
    assert (first.content, second.content, site.made) == (b"page 1", b"page 1", 1)
    assert second["X-Page-Cache"] == "hit"
    assert second["Cache-Control"] == "no-cache"
    assert {"Cookie", "Accept-Encoding", "HX-Request"} <= set(second["Vary"].split(", "))


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "messages"])
def test_whoever_carries_a_personal_cookie_is_served_afresh(cookie):
    site = Site()
    get(site)
    get(site, cookies={cookie: "x"})
    get(site, cookies={cookie: "x"})
    assert site.made == 3


@pytest.mark.parametrize(
    "path",
    [
        "/mypage/",
        "/en/mypage/",
        "/accounts/login/",
        "/admin/",
        "/registrations/1/",
        "/matching/needs/1/",
        "/search/?q=x",
        "/en/search/?q=x",
        "/documents/1/x.pdf",
        "/guides/?token=abc",
        "/guides/?page=1&utm_source=x",
    ],
)
def test_private_addresses_and_unknown_parameters_are_never_kept(path):
    site = Site()
    get(site, path)
    get(site, path)
    assert site.made == 2


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_kept(method):
    site = Site()
    get(site, method=method)
    get(site, method=method)
    assert site.made == 2


def with_cookie(request):
    response = HttpResponse("x")
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "make",
    [
        with_cookie,
        lambda request: HttpResponse("x", status=404),
        lambda request: HttpResponse("x", status=302, headers={"Location": "/"}),
        lambda request: HttpResponse("x", headers={"Cache-Control": "private"}),
        lambda request: HttpResponse("x", headers={"Cache-Control": "no-store"}),
        lambda request: HttpResponse(
            f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">'
        ),
        lambda request: HttpResponse(
            "x", headers={"Content-Security-Policy": "script-src 'nonce-abc'"}
        ),
    ],
)
def test_what_belongs_to_one_visitor_is_never_kept(make):
    site = Site(make)
    get(site)
    get(site)
    assert site.made == 2


def test_hosts_paths_queries_and_fragments_are_kept_apart(settings):
    settings.ALLOWED_HOSTS = ["*"]
    site = Site()
    get(site)
    get(site, host="other.example")
    get(site, "/en/guides/")
    get(site, "/guides/?page=2")
    get(site, "/guides/?page=2&sector=medical")
    get(site, **{"HX-Request": "true"})
    assert site.made == 6
    get(site, "/guides/?sector=medical&page=2")
    assert site.made == 6


@pytest.mark.django_db(transaction=True)
def test_a_bump_counts_from_the_commit_on():
    site = Site()
    get(site)
    with transaction.atomic():
        cache_generation.bump()
        get(site)
        assert site.made == 1
    get(site)
    assert site.made == 2


@pytest.mark.django_db(transaction=True)
def test_a_page_made_from_old_data_is_not_given_out_after_the_bump():
    """The change commits while the page is being made: what was made is old already."""

    def make(request):
        cache_generation.bump()
        return HttpResponse("old")

    site = Site(make)
    get(site)
    get(site)
    assert site.made == 2


def test_unchanged_pages_are_not_sent_again():
    site = Site()
    etag = get(site)["ETag"]
    answer = get(site, **{"If-None-Match": f'W/{etag}, "other"'})
    assert (answer.status_code, answer.content) == (304, b"")


def test_compressed_for_those_who_understand():
    site = Site()
    plain, zipped = get(site), get(site, **{"Accept-Encoding": "gzip, br"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert not plain.has_header("Content-Encoding")


def test_headers_a_visitor_invents_make_no_new_entries():
    site = Site()
    for number in range(5):
        get(site, **{"HX-Request": f"no {number}", "HX-Target": f"x{number}"})
        get(site, **{"X-Forwarded-Host": f"evil{number}.example"})
    assert site.made == 1


@pytest.mark.django_db
def test_an_unknown_host_is_refused_and_nothing_kept(client):
    assert client.get("/guides/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/guides/", headers={"Host": "localhost"}).get("X-Page-Cache") != "hit"
