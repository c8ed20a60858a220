"""The statements of our own on the other database."""

from collections import Counter

from django.db import connection

from portal.discovery.models import AskedQuery
from portal.discovery.selectors import report
from portal.discovery.services import arrivals, asking, popular


def test_counts_are_summed_and_reported_on_postgresql(postgres, source):
    assert connection.vendor == "postgresql"
    for _time in range(2):
        asking._hold("演習", "ja", Counter(asked=3, askers=3, clicks_first=1), 5)
        asking._hold("無", "ja", Counter(asked=3, askers=3, empty=3), 0)
        assert asking.flush() == 2
    row = AskedQuery.objects.get(text="演習")
    assert (row.asked, row.askers, row.total, row.clicks_first) == (6, 6, 5, 2)
    found = report.report(days=30)
    assert [one.text for one in found.most] == ["演習", "無"]
    assert [one.text for one in found.nothing] == ["無"]
    assert list(popular.queries("", "ja")) == ["演習"]
    source.add("a", "演習の手引き")
    arrivals.look()
    source.add("b", "もう一つの演習")
    assert arrivals.look() == 1
