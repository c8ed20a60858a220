import pytest
from django.utils import translation

from portal.taxonomy.models import Prefecture
from search import labels


@pytest.mark.django_db
def test_facets_are_named_in_the_language_of_the_moment():
    labels.forget()
    Prefecture.objects.update_or_create(
        code="fukuoka", defaults={"label_ja": "福岡県", "label_en": "Fukuoka"}
    )
    assert labels.names("prefecture")["fukuoka"] == "福岡県"
    with translation.override("en"):
        assert labels.names("prefecture")["fukuoka"] == "Fukuoka"
    labels.forget()
