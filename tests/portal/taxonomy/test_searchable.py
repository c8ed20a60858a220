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


@pytest.mark.django_db
def test_all_names_cost_one_query(django_assert_num_queries):
    labels.forget()
    with django_assert_num_queries(1):
        for facet in ("sector", "theme", "prefecture", "audience"):
            assert labels.names(facet)
    assert list(labels.names("prefecture"))[:2] == ["hokkaido", "aomori"]
    labels.forget()
