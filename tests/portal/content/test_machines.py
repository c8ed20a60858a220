"""Sitemap, robots and downloads."""

import csv
import io

import pytest

from portal.content import models
from portal.content.views.downloads import _harmless
from tests.factories import content


def test_sitemap_lists_public_pages_with_translations(
    client, guide, django_assert_max_num_queries
):
    content.page(
        models.GuidePage, language="en", slug="backups", translation_key=guide.translation_key
    )
    content.page(models.GuidePage, slug="hidden").unpublish()
    client.get("/sitemap.xml")
    with django_assert_max_num_queries(3):
        text = client.get("/sitemap.xml").content.decode()
    assert "/guides/backups/</loc>" in text
    assert 'hreflang="en"' in text
    assert "hidden" not in text


def test_robots_names_the_sitemap_and_closes_private_rooms(client, db):
    text = client.get("/robots.txt").content.decode()
    assert "/sitemap.xml" in text
    assert "Disallow: /en/mypage/" in text


def test_chart_data_can_be_downloaded(client, guide):
    block = next(block for block in guide.body if block.block_type == "chart")
    response = client.get(f"/data/{guide.pk}/{block.id}.csv")
    text = response.content.decode("utf-8-sig")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(text)))[1] == ["佐賀", "15.4"]
    assert f"/data/{guide.pk}/{block.id}.csv" in client.get(guide.url).content.decode()


def test_data_of_hidden_pages_is_not_given(client, guide):
    block = next(block for block in guide.body if block.block_type == "chart")
    guide.unpublish()
    assert client.get(f"/data/{guide.pk}/{block.id}.csv").status_code == 404


def test_unknown_block_is_not_found(client, guide):
    unknown = "00000000-0000-0000-0000-000000000000"
    assert client.get(f"/data/{guide.pk}/{unknown}.csv").status_code == 404


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("=1+1", "'=1+1"), ("-5.5", "-5.5"), ("@x", "'@x"), ("福岡", "福岡"), ("", "")],
)
def test_cells_are_no_formulas(cell, expected):
    assert _harmless(cell) == expected
