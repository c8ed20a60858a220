"""When each document could be found for the first time: asked of the sources, not an engine."""

from datetime import UTC, datetime

from django.utils import timezone

from portal.discovery.models import FirstSeen
from search import sources

# What was there before anybody looked is no news.
BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
# A row without a document says that its source was looked at.
SOURCE_ITSELF = ""
BATCH = 500


def look() -> int:
    """Note what can be found for the first time; how much it was.

    A document that was withdrawn and comes back is not new again.
    """
    new = 0
    looked_at = FirstSeen.objects.filter(document=SOURCE_ITSELF)
    met = set(looked_at.values_list("source", flat=True))
    for source in sources.registered():
        at = timezone.now() if source.name in met else BEFORE
        known = set(
            FirstSeen.objects.filter(source=source.name).values_list("document", flat=True)
        )
        rows = [
            FirstSeen(source=source.name, document=pk, at=at)
            for pk in (SOURCE_ITSELF, *map(str, source.pks()))
            if pk not in known
        ]
        FirstSeen.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        new += len(rows) if at != BEFORE else 0
    return new
