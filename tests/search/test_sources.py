import pytest

from search import sources

from .fake import FakeSource


def test_a_second_source_of_one_name_is_refused(source):
    with pytest.raises(ValueError, match="fake"):
        sources.register(FakeSource())


def test_kinds_of_all_sources_have_labels(source):
    assert sources.kind_labels()["event"] == "イベント"
