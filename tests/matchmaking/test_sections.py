"""Needs and seeds in numbers, on the pages of the communities."""

import pytest
from django.core.cache import cache

from matchmaking import sections
from portal.content.models import CommunityPage
from tests.factories import content
from tests.matchmaking import factories


@pytest.fixture
def community(db):
    return content.page(CommunityPage, slug="medical", sector_id="medical")


def test_community_shows_how_many_needs_and_seeds_are_open(client, community, monkeypatch):
    monkeypatch.setattr(sections, "count", lambda *, sector: {"needs": 12, "seeds": 34})
    html = client.get("/communities/medical/").content.decode()
    assert "いま出ている困りごと" in html
    assert ">12<" in html
    assert ">34<" in html


def test_nothing_is_shown_while_there_is_nothing(client, community):
    assert sections.count(sector="medical") == {"needs": 0, "seeds": 0}
    assert "いま出ている困りごと" not in client.get("/communities/medical/").content.decode()


def test_each_need_and_seed_counts_once_and_in_one_query(db, django_assert_num_queries):
    for _number in range(2):
        factories.need(sector_id="medical")
    factories.need(sector_id="manufacturing")
    factories.need(sector_id="medical", visibility="coordinator")
    factories.need(sector_id="medical", state="draft")
    factories.seed().sectors.add("medical")
    factories.seed()
    with django_assert_num_queries(1):
        found = sections.count(sector="medical")
    assert found == {"needs": 2, "seeds": 2}


def test_numbers_are_remembered_for_a_while(community, django_assert_num_queries):
    cache.clear()
    sections.numbers({"page": community})
    with django_assert_num_queries(0):
        sections.numbers({"page": community})


def test_pages_without_a_sector_have_none(db):
    assert sections.numbers({"page": object()}) == ""
