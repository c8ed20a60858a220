"""With SQLite as main database the index lives and dies with the transaction."""

import pytest
from django.db import connection, transaction

from portal.delivery import handlers, indexing
from portal.delivery.models import OutboxMessage
from search import api
from search.engines import EngineUnavailable, embedded
from search.engines.store import DjangoStore
from search.indexing import rebuild, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(monkeypatch):
    """The engine inside the main database."""
    assert connection.vendor == "sqlite"
    engine = embedded.EmbeddedEngine(DjangoStore())
    monkeypatch.setattr("search.api.get_engine", lambda: engine)
    monkeypatch.setattr("search.indexing.get_engine", lambda: engine)
    return engine


def found() -> list[str]:
    return [hit.pk for hit in api.search("演習", language="ja").hits]


def test_a_change_is_found_in_its_transaction_and_gone_after_a_rollback(source, inside):
    source.add("a", "演習の手引き")
    with pytest.raises(RuntimeError), transaction.atomic():
        indexing.changed("fake", "a")
        assert found() == ["a"]
        raise RuntimeError
    assert found() == []
    indexing.changed("fake", "a")
    assert found() == ["a"]
    assert not OutboxMessage.objects.exists()


def test_a_failing_index_puts_the_change_off_and_keeps_it(source, inside, monkeypatch):
    def fail(*_args, **_options):
        raise EngineUnavailable("disk full")

    source.add("a", "演習の手引き")
    with monkeypatch.context() as patch:
        patch.setattr(inside, "write", fail)
        indexing.changed("fake", "a")
    message = OutboxMessage.objects.get()
    assert message.topic == "search"
    handlers.handler_for(message.topic)(message.payload)
    assert found() == ["a"]


def test_an_index_beside_the_database_is_fed_by_the_outbox(source, engine):
    source.add("a", "演習の手引き")
    indexing.changed("fake", "a")
    assert found() == []
    message = OutboxMessage.objects.get()
    handlers.handler_for(message.topic)(message.payload)
    handlers.handler_for(message.topic)(message.payload)
    assert found() == ["a"]


def test_results_cost_a_fixed_number_of_queries(source, inside, django_assert_num_queries):
    for number in range(3):
        source.add(f"d{number}", "演習の手引き")
        indexing.changed("fake", f"d{number}")
    api.search("演習", language="ja")
    for number in range(3, 30):
        source.add(f"d{number}", "演習の手引き")
        indexing.changed("fake", f"d{number}")
    with django_assert_num_queries(5):
        assert api.search("演習", language="ja").total == 30
    with django_assert_num_queries(2):  # what was read is remembered until the next write
        assert api.search("演習", language="ja").total == 30


def test_the_main_database_is_rebuilt_and_verified_in_place(source, inside):
    for number in range(3):
        source.add(f"d{number}", "演習の手引き")
        indexing.changed("fake", f"d{number}")
    source.add("d0", "保険の手引き")  # nobody was told
    assert rebuild() == 3
    assert sorted(found()) == ["d1", "d2"]
    del source.documents["d1"]
    assert verify(repair=True).surplus == [("fake", "d1")]
    assert found() == ["d2"]
    names = connection.introspection.table_names()
    assert not [name for name in names if name.startswith(("search_next_", "search_old_"))]
