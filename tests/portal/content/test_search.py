"""Pages are found when public, and gone at once when not."""

import pytest
from django.core.cache import cache
from wagtail.models import PageViewRestriction

import search.indexing
from portal.content import models
from portal.content.checks import UNKNOWN, UNSAID, _problem, check_search_declarations
from portal.content.searchable import ContentSource
from search import api
from tests.factories import content


def found(query, language="ja"):
    return set(ordered(query, language))


def ordered(query, language="ja"):
    cache.clear()
    results = api.search(
        query,
        language=language,
        filters={},
        viewer_scopes=frozenset({"public"}),
        page=1,
        size=20,
    )
    return [hit.url for hit in results.hits]


def test_published_page_is_found_and_unpublished_page_is_gone(guide):
    assert "/guides/backups/" in found("バックアップ")
    guide.unpublish()
    assert found("バックアップ") == set()


def test_deleted_page_is_gone(guide):
    guide.delete()
    assert found("バックアップ") == set()


def test_new_address_is_found_after_a_move(guide):
    guide.slug = "copies"
    guide.save_revision().publish()
    assert found("バックアップ") == {"/guides/copies/"}


def test_gone_after_a_rebuild_too(guide):
    guide.unpublish()
    search.indexing.rebuild()
    assert found("バックアップ") == set()


def test_found_after_a_rebuild(guide):
    search.indexing.rebuild()
    assert found("バックアップ") == {"/guides/backups/"}


def test_document_carries_words_and_tags(guide):
    document = ContentSource().document(guide.pk)
    assert document.kind == "guide"
    assert document.language == "ja"
    assert document.sectors == ("medical",)
    assert document.themes == ("ransomware_backup",)
    assert "線を抜く" in document.body
    assert "佐賀" in document.body
    assert "原典で確認済み" not in document.body
    assert "<p>" not in document.body


def test_pages_that_only_lead_on_come_after_those_that_answer_unless_named(db):
    words = {"summary": "パスワードの使い回しについて"}
    contact = content.page(models.StandardPage, title="お問い合わせ", **words)
    guide = content.page(models.GuidePage, title="鍵の持ち方", **words)
    content.page(models.GuidePage, title="お問い合わせの電話に気をつける")
    assert ordered("パスワード使い回し") == [guide.url, contact.url]
    assert ordered("問合せ")[0] == contact.url


def test_visible_drops_what_is_hidden(guide):
    other = content.page(models.GuidePage)
    guide.unpublish()
    pks = [str(guide.pk), str(other.pk)]
    assert ContentSource().visible(pks, None) == {str(other.pk)}


def test_all_page_types_say_how_they_are_found():
    assert check_search_declarations() == []


def test_a_page_type_without_a_declaration_is_an_error():
    problem = _problem(type("SilentPage", (), {}))
    assert problem.id == UNSAID
    assert "search_source" in problem.hint


@pytest.mark.parametrize(
    "declared",
    [
        {"search_source": "nobody", "search_kind": "x"},
        {"search_source": "content", "search_kind": "unheard"},
    ],
)
def test_a_wrong_declaration_is_an_error(declared):
    assert _problem(type("OddPage", (), declared)).id == UNKNOWN


def test_private_page_is_gone_until_it_is_public_again(guide):
    restriction = PageViewRestriction.objects.create(
        page=guide.get_parent(), restriction_type="login"
    )
    assert found("バックアップ") == set()
    assert ContentSource().visible([str(guide.pk)], None) == set()
    search.indexing.rebuild()
    assert found("バックアップ") == set()
    restriction.delete()
    assert found("バックアップ") == {"/guides/backups/"}
