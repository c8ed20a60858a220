"""Adding to the vocabulary in the admin: the effect is shown before anything is kept."""

import time

import pytest
from django.urls import reverse

from portal.accounts.enums import Role
from portal.discovery import effects
from portal.discovery.models import VocabularyEntry
from search import vocabulary
from search.evaluation import labelled
from search.vocabulary import Kind, VocabularyError, files
from tests.search.test_evaluation import DATA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine", "source")]
# Two words of everyday that the labelled queries use for different things.
HARMFUL = "バックアップ, 補助金"
HARMLESS = "ペンギン, 皇帝ペンギン"


def post(client, lines, **more):
    data = {"kind": "synonyms", "lines": lines, "note": "試し", **more}
    return client.post(reverse("search_words:add"), data)


def test_the_labelled_set_of_the_product_is_that_of_the_tests():
    for name in ("documents.jsonl", "queries.jsonl", "qrels.tsv"):
        assert (labelled.DATA / name).read_bytes() == (DATA / name).read_bytes()


def test_the_effect_is_measured_within_three_seconds():
    begun = time.process_time()
    effect = effects.of(
        vocabulary.extended(vocabulary.shipped(), [(Kind.SYNONYMS, HARMFUL)]), words=["補助金"]
    )
    assert time.process_time() - begun < 3
    assert effect.queries == 72
    assert effect.is_drop
    assert effect.losses[0].gain == min(loss.gain for loss in effect.losses)
    assert any(move.before != move.after for loss in effect.losses for move in loss.moves)
    assert effects.of(vocabulary.shipped()).is_same


def test_the_first_press_shows_the_effect_and_keeps_nothing(editor_client):
    response = post(editor_client, HARMLESS, **{"action-save": "1"})
    assert response.context["effect"].is_same
    assert not VocabularyEntry.objects.exists()
    page = response.content.decode()
    assert "nDCG@10" in page
    assert "この内容で保存する" in page


def test_what_was_seen_is_kept_with_history_and_name(editor_client):
    seen = post(editor_client, HARMLESS).context["effect"].key
    response = post(editor_client, HARMLESS, seen=seen, **{"action-save": "1"})
    assert response.status_code == 302
    entry = VocabularyEntry.objects.get()
    assert (entry.text, entry.note) == (HARMLESS, "試し")
    assert entry.created_by.email == "editor@example.jp"
    history = editor_client.get(reverse("search_words:history", args=[entry.pk]))
    assert history.status_code == 200
    listed = editor_client.get(reverse("search_words:index"), {"q": "皇帝"}).content.decode()
    assert HARMLESS in listed


def test_other_lines_than_those_seen_are_shown_first(editor_client):
    seen = post(editor_client, HARMLESS).context["effect"].key
    response = post(editor_client, HARMFUL, seen=seen, accept="1", **{"action-save": "1"})
    assert response.status_code == 200
    assert not VocabularyEntry.objects.exists()


def test_a_drop_is_kept_only_by_who_says_so(editor_client):
    effect = post(editor_client, HARMFUL).context["effect"]
    response = post(editor_client, HARMFUL, seen=effect.key, **{"action-save": "1"})
    page = response.content.decode()
    assert "それでも保存する" in page
    assert "悪くなる質問" in page
    assert not VocabularyEntry.objects.exists()
    post(editor_client, HARMFUL, seen=effect.key, accept="1", **{"action-save": "1"})
    assert VocabularyEntry.objects.get().text == HARMFUL


@pytest.mark.parametrize(
    ("kind", "lines", "problem"),
    [
        ("synonyms", f"{HARMLESS}\nひとつ", "2行目: 同義語は二つ以上"),
        ("synonyms", "の, 皇帝", "1行目: 「の」は助詞や記号だけ"),
        ("synonyms", "多要素認証, 二段階認証", "はじめから入っています"),
        ("lay_terms", "a\nb", "1行目: 「言い方 =&gt; 専門語」"),
        ("label_words", "sector:nowhere = 工房", "sector:nowhere という分類はありません"),
        ("idle_words", "a, b", "1行目: 一行に一語"),
        ("synonyms", "# メモだけ", "一行も書かれていません"),
    ],
)
def test_a_wrong_line_is_refused_with_number_and_reason(editor_client, kind, lines, problem):
    response = editor_client.post(reverse("search_words:add"), {"kind": kind, "lines": lines})
    assert problem in response.content.decode()
    assert not VocabularyEntry.objects.exists()


def test_the_report_hands_over_words(editor_client):
    response = editor_client.get(
        reverse("search_words:add"), {"kind": "lay_terms", "lines": "ペンギン"}
    )
    page = response.content.decode()
    assert "ペンギン</textarea>" in page
    assert 'value="lay_terms"' in page


def test_editing_and_removing_show_the_effect_too(editor_client):
    entry = VocabularyEntry.objects.create(kind="synonyms", text=HARMFUL)
    vocabulary.forget()
    url = reverse("search_words:edit", args=[entry.pk])
    data = {"kind": "lay_terms", "lines": HARMLESS, "note": ""}
    effect = editor_client.post(url, data).context["effect"]
    assert effect.after > effect.before
    editor_client.post(url, {**data, "seen": effect.key, "action-save": "1"})
    entry.refresh_from_db()
    assert (entry.kind, entry.text) == ("synonyms", HARMLESS)
    vocabulary.forget()
    url = reverse("search_words:delete", args=[entry.pk])
    assert editor_client.get(url).context["effect"].is_same
    editor_client.post(url)
    assert not VocabularyEntry.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.EDITOR, True),
        (Role.PUBLISHER, True),
        (Role.ADMINISTRATOR, True),
        (Role.EVENT_MANAGER, False),
        (Role.COORDINATOR, False),
    ],
)
def test_who_may_care_for_search(client, make_staff, settings, role, may):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    client.force_login(make_staff(role))
    for name in (
        "search_words:index",
        "search_words:add",
        "search_promotions:index",
        "search_promotions:add",
        "discovery_report",
        "discovery_report_csv",
    ):
        assert (client.get(reverse(name)).status_code == 200) is may, name
    assert (reverse("discovery_report") in client.get("/admin/").content.decode()) is may


def test_visitors_reach_nothing(client):
    for name in ("search_words:index", "discovery_report"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert "/login/" in response["Location"]


def test_broken_files_are_told_of(editor_client, monkeypatch):
    problem = VocabularyError("synonyms.txt", 7, "空の語があります。")
    monkeypatch.setitem(files.problems, "synonyms.txt", problem)
    page = editor_client.get(reverse("search_words:index")).content.decode()
    assert "synonyms.txt の7行目が正しくないため" in page
    assert "空の語があります" in page
