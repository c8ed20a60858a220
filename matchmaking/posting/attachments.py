"""Files of a need: checked as every upload, kept where no web server looks."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal.delivery import file_kinds
from portal.privacy import services as privacy

from .. import permissions
from ..enums import Side, Stage
from ..models import Introduction, Need, NeedAttachment

MOST = 5


def target(attachment: NeedAttachment) -> str:
    """The name of ``attachment`` in audit records."""
    return f"attachment:{attachment.pk}"


@transaction.atomic
def add(*, need: Need, file: Any, actor: Any) -> NeedAttachment:
    """Keep ``file`` with ``need``.

    Raises:
        ValidationError: too many, or it may not travel.
    """
    kind = file_kinds.check(file)
    Need.objects.select_for_update().get(pk=need.pk)
    if need.attachments.count() >= MOST:
        raise ValidationError(
            _("添付できるのは%(n)s個までです。いらないものを外してから加えてください。")
            % {"n": MOST},
            code="many",
        )
    attachment = NeedAttachment(
        need=need,
        name=file.name,
        content_type=kind.content_type,
        size=file.size,
        added_by=actor,
    )
    attachment.file.save(attachment.key, File(file), save=False)
    attachment.save()
    privacy.record(action="attachment.added", target=target(attachment), actor=actor)
    return attachment


@transaction.atomic
def remove(*, attachment: NeedAttachment, actor: Any) -> None:
    """Drop a file."""
    privacy.record(action="attachment.removed", target=target(attachment), actor=actor)
    attachment.delete()


def forget_file(*, instance: NeedAttachment, **_signal: Any) -> None:
    """The row is gone: drop the file once that is certain."""
    transaction.on_commit(partial(instance.file.storage.delete, str(instance.file.name)))


def can_read(user: Any, need: Need) -> bool:
    """Whether ``user`` may open the files of ``need``.

    Its owner and the coordinator; the other side once the problem is disclosed to it.
    """
    if permissions.owns_need(user, need) or permissions.is_coordinator(user):
        return True
    ids = permissions.organization_ids(user)
    introductions = Introduction.objects.with_sides().filter(
        proposal__need=need, proposal__provider__in=ids
    )
    return any(_sees_problem(user, one) for one in introductions.order_by("pk"))


def _sees_problem(user: Any, introduction: Introduction) -> bool:
    """Files go with the whole problem: words that anybody may read disclose none."""
    return (
        permissions.side_of(user, introduction) is Side.PROVIDER
        and permissions.stage(user, introduction) >= Stage.PROBLEM
    )
