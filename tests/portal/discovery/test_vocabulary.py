"""The vocabulary by staff: in force at once, refused with its line, taken back."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError

from portal.delivery import worker
from portal.discovery.models import VocabularyEntry
from portal.discovery.services import entries
from portal.privacy.models import AuditEntry
from search import api, indexing, vocabulary
from search.documents import Document
from search.vocabulary import Kind, VocabularyError, files, parsing

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(source, engine):
    source.add("a", "多要素認証の手引き", "パスワードだけに頼らない。")
    source.add("b", "工場の朝礼", "毎日の朝礼で話すこと。", sectors=("manufacturing",))
    source.add("c", "お助け隊のご案内", "中小企業を助けるサービスです。")
    source.add("d", "隊列の写真", "消防の話。")
    for pk in source.pks():
        indexing.apply("fake", pk)
    return source


def add(kind, *lines, actor=None):
    return entries.add(kind=kind, lines=lines, note="", actor=actor)


def found(text):
    return [hit.pk for hit in api.search(text, language="ja").hits]


@pytest.fixture(autouse=True)
def at_commit(monkeypatch):
    """What waits for the commit is done at once: a test never commits."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **_k: function())


def test_a_synonym_works_at_once_and_goes_with_its_removal(filled):
    assert found("ペンギン") == []
    (entry,) = add("synonyms", "ペンギン, 多要素認証")
    assert found("ペンギン") == ["a"]
    entries.change(entry=entry, text="ラッコ, 多要素認証", note="", actor=None)
    assert found("ペンギン") == []
    assert found("ラッコ") == ["a"]
    entries.remove(entry=entry, actor=None)
    assert found("ラッコ") == []
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["vocabulary.added", "vocabulary.changed", "vocabulary.removed"]


def test_a_lay_term_works_one_way(filled):
    add("lay_terms", "ペンギン => 朝礼")
    assert found("ペンギン") == ["b"]
    assert "ペンギン" not in str(vocabulary.shipped().lay_terms)


def test_idle_words_are_not_looked_for_unless_they_are_all(filled):
    before = api.search("朝礼 サービス", language="ja").total
    assert before == 2
    add("idle_words", "サービス")
    assert found("朝礼 サービス") == ["b"]
    assert found("サービス") == ["c"]


def test_pieces_of_a_whole_word_alone_are_no_hit(filled):
    assert api.search("隊列行進", language="ja").notice == ""
    add("whole_words", "隊列行進")
    assert api.search("隊列行進", language="ja").notice == "similar"  # by the title alone


def test_label_words_are_indexed_by_the_worker(filled):
    add("label_words", "sector:manufacturing = ペンギン工房")
    assert found("ペンギン工房") == []
    worker.drain()
    assert found("ペンギン工房") == ["b"]
    entries.remove(entry=VocabularyEntry.objects.get(), actor=None)
    worker.drain()
    assert found("ペンギン工房") == []


@pytest.mark.parametrize(
    ("kind", "lines", "line", "reason"),
    [
        ("synonyms", ["a, b", "c"], 2, "二つ以上"),
        ("lay_terms", ["a, b"], 1, "=>"),
        ("label_words", ["x = y"], 1, "分類:コード"),
        ("idle_words", ["a, b"], 1, "一行に一語"),
        ("synonyms", ["a,, b"], 1, "空の語"),
    ],
)
def test_a_wrong_line_is_refused_with_number_and_reason(kind, lines, line, reason):
    with pytest.raises(VocabularyError, match=reason) as error:
        add(kind, *lines)
    assert error.value.line == line
    assert not VocabularyEntry.objects.exists()


def test_other_processes_notice_by_the_version_in_the_shared_cache(filled, monkeypatch):
    assert found("ペンギン") == []
    # Another process: rows and version change, this one's memory does not know.
    VocabularyEntry.objects.create(kind="synonyms", text="ペンギン, 多要素認証")
    assert found("ペンギン") == []
    cache.set(entries.VERSION_KEY, "another")
    later = vocabulary._process.look_at + 0.1
    monkeypatch.setattr("search.vocabulary.time.monotonic", lambda: later)
    assert found("ペンギン") == ["a"]


def test_looking_for_another_version_costs_no_query(filled, django_assert_num_queries):
    vocabulary.current()
    with django_assert_num_queries(0):
        vocabulary.look_again()
        vocabulary.current()


def test_a_row_that_cannot_be_read_is_left_out_and_told(filled, caplog):
    VocabularyEntry.objects.create(kind="synonyms", text="ひとりぼっち")
    VocabularyEntry.objects.create(kind="synonyms", text="ペンギン, 多要素認証")
    vocabulary.forget()
    assert found("ペンギン") == ["a"]
    assert "added vocabulary left out: synonyms:1:" in caplog.text


def test_a_database_that_does_not_answer_leaves_the_old_words(filled, monkeypatch):
    add("synonyms", "ペンギン, 多要素認証")
    assert found("ペンギン") == ["a"]

    def down(_self):
        raise DatabaseError("down")

    monkeypatch.setattr(entries.AddedLines, "lines", down)
    cache.set(entries.VERSION_KEY, "newer")
    vocabulary.look_again()
    assert found("ペンギン") == ["a"]


def test_what_is_tried_holds_in_its_block_alone(filled):
    tried = vocabulary.extended(vocabulary.shipped(), [(Kind.SYNONYMS, "ペンギン, 多要素認証")])
    with vocabulary.trying(tried):
        assert found("ペンギン") == ["a"]
    assert found("ペンギン") == []


def test_a_broken_file_is_refused_with_its_line_and_the_last_good_one_stays(
    tmp_path, settings, monkeypatch, caplog
):
    settings.DATA_DIR = tmp_path / "data"
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setattr(files, "FOLDER", folder)
    monkeypatch.setattr(files, "problems", {})
    path = folder / "synonyms.txt"
    path.write_text("甲, 乙\n", encoding="utf-8")
    assert files.read("synonyms.txt", parsing.parse_synonyms) == [("甲", "乙")]
    path.write_text("甲, 乙\n丙\n", encoding="utf-8")
    assert files.read("synonyms.txt", parsing.parse_synonyms) == [("甲", "乙")]
    assert files.problems["synonyms.txt"].line == 2
    assert "synonyms.txt:2:" in caplog.text
    path.write_bytes(b"a, b\n\nc, \xff\xfe\x00\n")
    assert files.read("synonyms.txt", parsing.parse_synonyms) == [("甲", "乙")]
    assert files.problems["synonyms.txt"].line == 3
    path.write_text("甲, 乙, 丙\n", encoding="utf-8")
    assert files.read("synonyms.txt", parsing.parse_synonyms) == [("甲", "乙", "丙")]
    assert not files.problems


def test_documents_know_label_words_of_this_moment(filled):
    document = filled.document("b")
    assert isinstance(document, Document)
    from_files = indexing.entries.digest(document)
    add("label_words", "sector:manufacturing = ペンギン工房")
    assert indexing.entries.digest(document) != from_files
