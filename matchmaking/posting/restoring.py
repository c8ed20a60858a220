"""Bringing back a version, by the same way every change goes."""

from typing import Any

from django.db import transaction

from portal.privacy import services as privacy
from portal.taxonomy.models import Prefecture, Sector, Theme

from ..models import Need, Revision, Seed
from ..services import need as needs
from ..services import seed as seeds


@transaction.atomic
def restore(*, revision: Revision, actor: Any) -> Need | Seed:
    """Make the words and terms of ``revision`` those of its need or seed again.

    As with every change of published words, the coordinator reads them before others do.

    Raises:
        NotAllowedError: the need or seed is closed.
    """
    fields = dict(revision.fields)
    fields["themes"] = Theme.objects.filter(code__in=fields["themes"])
    thing: Need | Seed
    if revision.need is not None:
        fields["sector"] = Sector.objects.get(code=fields["sector"])
        fields["prefecture"] = Prefecture.objects.get(code=fields["prefecture"])
        thing = needs.save(
            organization=revision.need.organization, author=actor, need=revision.need, **fields
        )
        target = needs.target(thing)
    else:
        seed: Any = revision.seed
        fields["sectors"] = Sector.objects.filter(code__in=fields["sectors"])
        fields["prefectures"] = Prefecture.objects.filter(code__in=fields["prefectures"])
        thing = seeds.save(organization=seed.organization, author=actor, seed=seed, **fields)
        target = seeds.target(thing)
    privacy.record(
        action="revision.restored", target=target, actor=actor, detail={"revision": revision.pk}
    )
    return thing
