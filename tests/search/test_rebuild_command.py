"""``manage.py rebuild_search``: always, or only when need be."""

from django.core.management import call_command

from search import api, indexing


def test_an_index_of_this_version_is_left_alone_if_wanted(engine, source, monkeypatch, capsys):
    source.add("a", "演習の手引き")
    indexing.apply("fake", "a")
    call_command("rebuild_search", "--if-outdated")
    assert "up to date" in capsys.readouterr().out
    monkeypatch.setattr("search.entries.FORM", 99)
    call_command("rebuild_search", "--if-outdated")
    assert "1 documents indexed" in capsys.readouterr().out
    assert [hit.pk for hit in api.search("演習", language="ja").hits] == ["a"]


def test_all_is_written_anew(engine, source, capsys):
    source.add("a", "演習の手引き")
    call_command("rebuild_search")
    assert "1 documents indexed" in capsys.readouterr().out
    assert [hit.pk for hit in api.search("演習", language="ja").hits] == ["a"]
