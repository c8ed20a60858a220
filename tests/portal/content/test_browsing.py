"""Narrowing a list by topic, sector and audience."""

import pytest

from portal.content import models
from tests.factories import content


@pytest.fixture
def guides(homes):
    """Guides with different tags."""
    return {
        name: content.page(models.GuidePage, title=name, **tags)
        for name, tags in {
            "工場": {"sectors": ["manufacturing"], "themes": ["ot_factory"]},
            "医療": {"sectors": ["medical"], "themes": ["ot_factory", "bcp_plan"]},
            "共通": {"sectors": ["common"], "themes": ["bcp_plan"], "audiences": ["executive"]},
        }.items()
    }


def titles(response):
    return {page.title for page in response.context["listing"].page}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"工場", "医療", "共通"}),
        ("?theme=ot_factory", {"工場", "医療"}),
        ("?sector=medical", {"医療", "共通"}),
        ("?sector=medical&theme=ot_factory", {"医療"}),
        ("?audience=executive", {"共通"}),
        ("?theme=unknown", {"工場", "医療", "共通"}),
        ("?theme=ot_factory&audience=executive", set()),
        ("?page=999", {"工場", "医療", "共通"}),
        ("?page=x", {"工場", "医療", "共通"}),
    ],
)
def test_filters_narrow_the_list(client, guides, query, expected):
    response = client.get(f"/guides/{query}")
    assert response.status_code == 200
    assert titles(response) == expected


def test_counts_say_what_a_choice_would_leave(client, guides):
    response = client.get("/guides/?theme=bcp_plan")
    facets = {facet.parameter: facet for facet in response.context["listing"].facets}
    sectors = {choice.code: choice.count for choice in facets["sector"].choices}
    themes = {choice.code: choice.count for choice in facets["theme"].choices}
    assert sectors == {
        "manufacturing": 1,
        "ec_overseas": 1,
        "medical": 2,
        "satellite": 1,
        "common": 1,
    }
    assert themes == {"ot_factory": 2, "bcp_plan": 2}


def test_a_filter_in_force_can_be_removed(client, guides):
    response = client.get("/guides/?theme=bcp_plan&sector=medical")
    urls = {choice.code: choice.url for choice in response.context["listing"].removals}
    assert urls == {"bcp_plan": "?sector=medical", "medical": "?theme=bcp_plan"}


def test_nothing_found_says_what_to_do(client, guides):
    html = client.get("/guides/?theme=ot_factory&audience=executive").content.decode()
    assert "当てはまるものがありません" in html


def test_long_lists_have_pages(client, homes):
    for _ in range(13):
        content.page(models.GuidePage)
    assert len(titles(client.get("/guides/"))) == 12
    assert len(titles(client.get("/guides/?page=2"))) == 1


def test_community_lists_guides_of_its_sector_first(client, guides):
    content.page(models.CommunityPage, slug="medical", sector_id="medical")
    html = client.get("/communities/medical/").content.decode()
    assert html.index("医療") < html.index("共通")
    assert "工場" not in html.split("<main")[1].split("</main>")[0].replace("工場・設備の安全", "")
