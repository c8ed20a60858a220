"""The admin's own search finds Japanese inside titles."""

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from search.wagtail_backend import SearchBackend

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(root_page):
    for title in ("ランサムウェアに備える手引き", "サーバーの更新", "ＥＤＲとは", "100%の対策"):
        root_page.add_child(instance=Page(title=title))
    return Page.objects.order_by("pk")


def titles(results) -> list[str]:
    return [page.title for page in results]


def test_the_setting_names_this_backend():
    assert isinstance(get_search_backend(), SearchBackend)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("備える", "ランサムウェアに備える手引き"),
        ("サムウ", "ランサムウェアに備える手引き"),
        ("らんさむうえあ", "ランサムウェアに備える手引き"),
        ("ﾗﾝｻﾑ", "ランサムウェアに備える手引き"),
        ("手引き　備える", "ランサムウェアに備える手引き"),
        ("サーバ", "サーバーの更新"),
        ("さーば", "サーバーの更新"),
        ("edr", "ＥＤＲとは"),
        ("100%", "100%の対策"),
        ("更", "サーバーの更新"),
    ],
)
def test_pages_are_found_by_any_part_of_the_title(pages, query, title):
    assert titles(pages.autocomplete(query)) == [title]
    assert titles(pages.search(query, operator="and")) == [title]


@pytest.mark.parametrize(
    "query", ["備えない", "(", "[a", "\\", ".*", "%", "_", "a" * 5000, "\x00x"]
)
def test_what_is_not_there_is_not_found_and_nothing_breaks(pages, query):
    expected = ["100%の対策"] if query == "%" else []
    assert titles(pages.autocomplete(query)) == expected


def test_nothing_asked_is_no_error(pages):
    assert len(pages.autocomplete("　")) == len(pages)


def test_filters_of_the_query_stay(pages):
    assert titles(pages.filter(live=False).autocomplete("更新")) == []


def test_images_and_documents_are_found_too():
    get_image_model().objects.create(title="工場の写真", file="a.png", width=1, height=1)
    get_document_model().objects.create(title="机上演習の資料", file="a.pdf")
    backend = get_search_backend()
    assert len(backend.autocomplete("場の写", get_image_model())) == 1
    assert len(backend.search("演習", get_document_model())) == 1


def test_people_are_found_in_the_admin(admin_client, django_user_model):
    django_user_model.objects.create(email="hanako@example.org")
    page = admin_client.get("/admin/users/results/", {"q": "hanako"}).content.decode()
    assert "hanako@example.org" in page


def test_the_explorer_answers(admin_client, pages):
    page = admin_client.get("/admin/pages/search/results/", {"q": "備える"}).content.decode()
    assert "ランサムウェアに備える手引き" in page
    assert "サーバーの更新" not in page
