"""What this part holds about a person: handed out and erased; it ends with need or seed."""

from typing import Any

from ..models import AlertChoice, AlertPair, NeedAttachment, ProviderProfile, Revision


def export(user: Any) -> dict[str, Any]:
    """The rhythm, what was told, versions and files of the person."""
    told = AlertPair.objects.filter(user=user, told_at__isnull=False).order_by("pk")
    return {
        "alerts": {
            "rhythm": AlertChoice.objects.filter(user=user)
            .values_list("rhythm", flat=True)
            .first(),
            "told": [
                {"need": one.need_id, "seed": one.seed_id, "at": str(one.told_at)} for one in told
            ],
        },
        "versions": [
            {"at": one.at.isoformat(), "fields": one.fields}
            for one in Revision.objects.filter(by=user).order_by("pk")
        ],
        "files": list(
            NeedAttachment.objects.filter(added_by=user).order_by("pk").values("name", "size")
        ),
    }


def erase(user: Any) -> None:
    """Forget who was told, who saved and confirmed; the person's own files go."""
    AlertChoice.objects.filter(user=user).delete()
    AlertPair.objects.filter(user=user, told_at__isnull=True).delete()
    AlertPair.objects.filter(user=user).update(user=None)
    Revision.objects.filter(by=user).update(by=None)
    for name in ("specialist", "help_team"):
        column = f"{name}_confirmed_by"
        ProviderProfile.objects.filter(**{column: user}).update(**{column: None})
    NeedAttachment.objects.filter(added_by=user).delete()
