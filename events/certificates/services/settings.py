"""What staff set for one session: conditions, materials, the words of the report."""

from typing import Any

from django.db import transaction

from portal.privacy import services as privacy

from ..models import CertificateRule, EventReport, SessionMaterial

Setting = CertificateRule | SessionMaterial | EventReport


def save(*, thing: Setting, actor: Any = None) -> Setting:
    """Keep ``thing`` and note who changed it."""
    with transaction.atomic():
        thing.save()
        _record(thing, "saved", actor)
    return thing


def drop_material(*, material: SessionMaterial, actor: Any = None) -> None:
    """Take a material away, and its file once that is committed."""
    with transaction.atomic():
        _record(material, "dropped", actor)
        storage, name = material.file.storage, material.file.name
        material.delete()
        if name:
            transaction.on_commit(lambda: storage.delete(name))


def _record(thing: Setting, what: str, actor: Any) -> None:
    kind = thing._meta.model_name
    privacy.record(
        action=f"{kind}.{what}",
        target=f"session:{thing.session_id}",
        actor=actor,
        detail={"id": thing.pk},
    )
