"""The opening content: complete, idempotent, careful with staff edits."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from wagtail.models import Page, Site

from portal.content.models import GuidePage, HomePage, OpeningRecord
from portal.content.services import opening_files
from portal.content.services.opening import Opening

from .test_search import found

GUIDE = {
    "type": "guide",
    "slug": "backups",
    "sectors": ["medical"],
    "themes": ["ransomware_backup"],
    "audiences": ["executive"],
    "date": None,
    "minutes": 30,
    "cost": "low",
    "sources": [{"title": "資料", "publisher": "局", "date": "2026-03", "status": "S"}],
    "ja": {
        "title": "控えの手引き",
        "summary": "要約",
        "body": [
            {"type": "text", "value": '<p><a href="/guides/other/">他</a></p>'},
            {"type": "related", "value": {"title": "次", "pages": ["guides/other", "gone"]}},
        ],
    },
    "en": {
        "title": "Backups",
        "summary": "Summary",
        "body": [{"type": "text", "value": '<p><a href="/guides/other/">Other</a></p>'}],
    },
}
OTHER = {**GUIDE, "slug": "other", "ja": {"title": "他の手引き"}, "en": {"title": "Other"}}


@pytest.fixture
def folder(tmp_path):
    """Two guides as data files."""
    for data in (GUIDE, OTHER):
        write(tmp_path, data)
    return tmp_path


def write(folder, data):
    path = folder / "guides" / f"{data['slug']}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def load(folder):
    opening = Opening(folder)
    opening.plant()
    return opening.fill()


def guide(language="ja"):
    return GuidePage.objects.get(slug="backups", locale__language_code=language)


def test_pages_stand_in_both_languages(db, client, folder):
    load(folder)
    japanese, english = guide(), guide("en")
    assert japanese.translation_key == english.translation_key
    assert japanese.live and english.live
    assert [theme.code for theme in japanese.themes.all()] == ["ransomware_backup"]
    assert Site.objects.get().root_page.specific == HomePage.objects.get(
        locale__language_code="ja"
    )
    html = client.get("/en/guides/backups/").content.decode()
    assert 'href="/en/guides/other/"' in html
    related = next(block for block in japanese.body if block.block_type == "related")
    assert [page.title for page in related.value["pages"]] == ["他の手引き"]
    assert "/guides/backups/" in found("控え")


def test_a_second_run_changes_nothing(db, folder):
    load(folder)
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "title"))
    report = load(folder)
    after = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "title"))
    assert after == before
    assert not report.created
    assert not report.updated
    assert not report.kept


def test_changed_data_reaches_untouched_pages_only(db, folder):
    load(folder)
    english = guide("en")
    english.title = "Edited by staff"
    english.save_revision().publish()
    changed = {**GUIDE, "ja": {"title": "新しい題名"}, "en": {"title": "New title"}}
    write(folder, changed)
    report = load(folder)
    assert report.updated == ["/guides/backups (ja)"]
    assert report.kept == ["/guides/backups (en)"]
    assert guide().title == "新しい題名"
    assert guide("en").title == "Edited by staff"


def test_deleted_and_unpublished_pages_stay_so(db, folder):
    load(folder)
    guide().delete()
    guide("en").unpublish()
    write(folder, {**GUIDE, "minutes": 31})
    load(folder)
    assert not GuidePage.objects.filter(slug="backups", locale__language_code="ja").exists()
    assert not guide("en").live


def test_pages_of_staff_at_the_same_address_are_kept(db, folder):
    (folder / "guides" / "backups.yaml").unlink()
    load(folder)
    parent = Page.objects.get(url_path="/home/guides/")
    own = GuidePage(title="職員のページ", slug="backups", locale=parent.locale)
    parent.add_child(instance=own)
    own.save_revision().publish()
    write(folder, GUIDE)
    load(folder)
    assert guide().title == "職員のページ"


def test_a_page_of_another_room_is_linked_on_the_next_run(db, folder):
    load(folder)
    home = HomePage.objects.get(locale__language_code="ja")
    home.add_child(instance=GuidePage(title="増えた", slug="gone", locale=home.locale))
    report = load(folder)
    assert report.updated == ["/guides/backups (ja)"]
    related = next(block for block in guide().body if block.block_type == "related")
    assert len(related.value["pages"]) == 2


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"type": "poem", "value": "x"}, "unknown block type"),
        ({"type": "steps", "value": {"title": "x"}}, "block 1"),
        (
            {
                "type": "table",
                "value": {"caption": "x", "headers": ["a"], "rows": [["1", "000円"]]},
            },
            "2 values for 1 headings",
        ),
    ],
)
def test_broken_data_names_its_place(db, folder, block, words):
    write(folder, {**GUIDE, "ja": {"title": "x", "body": [block]}})
    with pytest.raises(ValueError, match=words):
        load(folder)


def test_unreadable_file_is_named(tmp_path):
    (tmp_path / "bad.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.yaml"):
        opening_files.read(tmp_path)


def test_the_real_opening_content_loads_and_every_page_renders(
    db, uncached, client, django_assert_max_num_queries
):
    out = StringIO()
    call_command("load_opening_content", stdout=out)
    assert " 0 kept" in out.getvalue()
    kinds = [file.kind for file in opening_files.read()]
    assert kinds.count("guide") >= 12
    assert kinds.count("community") == 5
    records = OpeningRecord.objects.select_related("page").order_by("pk")
    for record in records:
        url = record.page.url
        client.get(url)
        # Related documents of a guide cost one query for each room they come from.
        with django_assert_max_num_queries(10 if "/guides/" in url else 8, info=url):
            response = client.get(url)
        assert response.status_code == 200, url
        assert "VariableDoesNotExist" not in response.content.decode()
    call_command("load_opening_content", stdout=out)
    assert "0 pages created, 0 updated" in out.getvalue().splitlines()[-1]


def test_the_real_opening_content_is_in_both_languages_with_sources():
    for file in opening_files.read():
        assert set(file.text("ja")) == set(file.text("en")) - {"sources"}, file.path
        if file.kind in {"guide", "figure"}:
            assert file.data.get("sources"), file.path
