"""Each page type renders in both languages, at a constant cost."""

import json

import pytest
from django.core.cache import cache
from django.utils import translation

from portal.content import models
from tests.factories import content

TYPES = [
    models.GuidePage,
    models.ToolPage,
    models.FigurePage,
    models.CommunityPage,
    models.NewsPage,
    models.StandardPage,
    models.EmergencyPage,
]
SECTIONS = ["guides", "tools", "figures", "communities", "news"]
LIMIT = 8


def address(page):
    """The address of ``page``, as of a fresh reading."""
    return type(page).objects.get(pk=page.pk).url


@pytest.mark.parametrize("page_type", TYPES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_page_renders_within_the_query_limit(
    uncached, client, homes, body, page_type, language, django_assert_max_num_queries
):
    page = content.page(page_type, language=language, body=body, title="<b>題名</b>")
    url = address(page)
    assert url.startswith("/en/") == (language == "en")
    client.get(url)
    with django_assert_max_num_queries(LIMIT):
        response = client.get(url)
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in html
    assert "&lt;b&gt;題名&lt;/b&gt;" in html
    assert "<b>題名" not in html
    assert 'aria-current="page"' in html


@pytest.mark.parametrize("section", SECTIONS)
def test_section_costs_the_same_for_one_and_thirty_pages(
    uncached,
    client,
    homes,
    body,
    section,
    django_assert_num_queries,
    django_assert_max_num_queries,
):
    page_type = next(kind for kind, (_, slug) in content.SECTIONS.items() if slug == section)
    content.page(page_type, body=body, sectors=["medical"], themes=["bcp_plan"])
    client.get(f"/{section}/")
    with django_assert_max_num_queries(LIMIT) as first:
        client.get(f"/{section}/")
    for _ in range(29):
        content.page(page_type, body=body, sectors=["medical"], themes=["bcp_plan"])
    with django_assert_num_queries(len(first)):
        response = client.get(f"/{section}/")
    assert response.status_code == 200
    assert response.context["listing"].total == 30


def test_home_costs_the_same_for_few_and_many_pages(
    uncached, client, homes, django_assert_num_queries, django_assert_max_num_queries
):
    sections = [
        {"type": "section", "value": {"key": key, "title": key, "lead": ""}}
        for key in ("events", "communities", "news")
    ]
    homes["ja"].body = json.dumps(sections)
    homes["ja"].save()
    content.page(models.NewsPage)
    content.page(models.CommunityPage)
    client.get("/")
    with django_assert_max_num_queries(LIMIT) as first:
        client.get("/")
    for _ in range(10):
        content.page(models.NewsPage)
        content.page(models.CommunityPage)
    with django_assert_num_queries(len(first)):
        assert client.get("/").status_code == 200


def test_page_tells_its_translation_and_address(client, guide):
    english = content.page(
        models.GuidePage, language="en", slug="backups", translation_key=guide.translation_key
    )
    html = client.get("/guides/backups/").content.decode()
    assert 'hreflang="en" href="http://localhost' in html
    assert "/en/guides/backups/" in html
    assert 'rel="canonical"' in html
    english.unpublish()
    cache.clear()
    assert 'hreflang="en"' not in client.get("/guides/backups/").content.decode().split("<body")[0]


def test_page_describes_itself_to_search_engines(client, guide):
    html = client.get("/guides/backups/").content.decode()
    blocks = [
        json.loads(part.split("</script>")[0])
        for part in html.split('<script type="application/ld+json">')[1:]
    ]
    kinds = {block["@type"]: block for block in blocks}
    assert kinds["Article"]["headline"] == "戻せるバックアップ"
    assert [item["name"] for item in kinds["BreadcrumbList"]["itemListElement"]][-1] == (
        "戻せるバックアップ"
    )


def test_structured_data_cannot_close_its_script(client, homes):
    page = content.page(models.GuidePage, title="</script><script>alert(1)</script>")
    html = client.get(address(page)).content.decode()
    assert "<script>alert(1)" not in html


def test_unknown_and_unpublished_pages_are_not_found(client, guide):
    assert client.get("/guides/nothing/").status_code == 404
    guide.unpublish()
    assert client.get("/guides/backups/").status_code == 404


def test_draft_is_not_shown(client, guide):
    guide.title = "下書きの題名"
    guide.save_revision()
    assert "下書きの題名" not in client.get("/guides/backups/").content.decode()


def test_preview_shows_the_draft(homes, guide, body):
    guide.title = "下書きの題名"
    response = guide.make_preview_request()
    with translation.override("ja"):
        response.render() if hasattr(response, "render") else None
    assert "下書きの題名" in response.content.decode()


def test_pages_cannot_be_made_private(guide):
    guide.view_restrictions.create(restriction_type="login")
    assert not guide.get_view_restrictions().exists()
    assert guide.private_page_options == []
