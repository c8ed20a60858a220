"""What the public sees empties the page cache when it is written; the rest does not."""

import pytest
from django.core.cache import caches
from django.db import connection, transaction

from events.models import RegistrationDraft
from portal import cache_generation
from portal.taxonomy.models import Sector
from tests.factories import events as make

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _on(settings):
    settings.PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def test_saving_a_public_word_empties_the_cache():
    sector, _new = Sector.objects.get_or_create(
        code="medical", defaults={"label_ja": "医療", "label_en": "Medical"}
    )
    before = cache_generation.current()
    sector.label_ja = "医療・調剤"
    sector.save()
    assert cache_generation.current() != before


def test_deleting_a_public_word_empties_the_cache():
    sector = Sector.objects.create(code="x", label_ja="x", label_en="x")
    before = cache_generation.current()
    sector.delete()
    assert cache_generation.current() != before


def test_an_account_does_not(django_user_model):
    before = cache_generation.current()
    django_user_model.objects.create_user("a@example.jp")
    assert cache_generation.current() == before


def test_an_unsent_form_does_not(django_user_model):
    kind = make.make_type()
    before = cache_generation.current()
    RegistrationDraft.objects.create(
        user=django_user_model.objects.create_user("b@example.jp"), participation_type=kind
    )
    assert cache_generation.current() == before
    make.apply(kind)
    assert cache_generation.current() != before


def test_a_lost_generation_is_replaced():
    before = cache_generation.current()
    caches["pages"].clear()
    assert cache_generation.current() not in {None, before}


def waiting():
    return [entry for entry in connection.run_on_commit if entry[1].__name__ == "_bump_now"]


def test_once_a_transaction_is_enough_whatever_savepoints_it_had():
    before = cache_generation.current()
    with transaction.atomic():
        with transaction.atomic():
            cache_generation.bump()
        cache_generation.bump()
        assert len(waiting()) == 1
    assert cache_generation.current() != before


def test_a_savepoint_that_is_rolled_back_takes_nothing_with_it():
    before = cache_generation.current()
    with transaction.atomic():
        with transaction.atomic():
            with transaction.atomic():
                cache_generation.bump()
            transaction.set_rollback(True)
        assert waiting() == []
        cache_generation.bump()
    assert cache_generation.current() != before
