"""Files of messages: checked, named, kept where no web server looks, dropped with their row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.delivery import file_kinds, file_names
from portal.delivery.file_kinds import LARGEST, MEGABYTE, Kind, RefusedFileError

from ..models import ThreadFile, ThreadMessage

LARGEST_ALL = 20 * MEGABYTE
MOST = 5
REASONS = {
    "count": _("一度に送れるのは5つまでです"),
    "total": _("合わせて20MBを超えます。残りは次のメッセージで送ってください"),
}
"""What may be wrong with several files together; ``file_kinds`` has the reasons of one."""


@dataclass(frozen=True)
class Given:
    """A file as it came."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Checked:
    """A file that may travel."""

    name: str
    content: bytes
    kind: Kind


@dataclass(frozen=True)
class Refused:
    """A file that may not, and why (a key of either ``REASONS``)."""

    name: str
    code: str

    def as_json(self) -> dict[str, str]:
        """The form kept with the message."""
        return {"name": self.name, "code": self.code}


def words(refused: dict[str, str]) -> str:
    """Why a kept refusal was made, for people."""
    name, code = refused["name"], refused["code"]
    return f"{name}: {REASONS[code]}" if code in REASONS else file_kinds.words(name, code)


def from_form(uploads: Iterable[Any]) -> list[Given]:
    """Uploaded files in hand; of one that is too large only as much as shows that it is."""
    return [Given(one.name or "", one.read(LARGEST + 1)) for one in uploads]


def check(given: Sequence[Given]) -> tuple[list[Checked], list[Refused]]:
    """Those that may travel and those that may not; one bad file spoils no other."""
    taken: list[Checked] = []
    refused: list[Refused] = []
    room = LARGEST_ALL
    for one in given:
        try:
            kind = file_kinds.identify(one.content, one.name)
            if len(taken) >= MOST:
                raise RefusedFileError("count")
            if len(one.content) > room:
                raise RefusedFileError("total")
        except RefusedFileError as problem:
            refused.append(Refused(file_names.shown(one.name), problem.code))
            continue
        room -= len(one.content)
        taken.append(Checked(file_names.clean(one.name, kind.ending), one.content, kind))
    return taken, refused


def keep(message: ThreadMessage, checked: Iterable[Checked]) -> None:
    """Keep files with ``message``, inside its transaction."""
    for one in checked:
        row = ThreadFile(
            message=message,
            name=one.name,
            content_type=one.kind.content_type,
            size=len(one.content),
        )
        row.file.save(row.key, ContentFile(one.content), save=False)
        row.save()


def drop_content(*, instance: Any, **signal: Any) -> None:
    """After a row is gone: drop its file once that is certain."""
    field = instance.file if isinstance(instance, ThreadFile) else instance.content
    if field:
        storage, name = field.storage, field.name
        transaction.on_commit(lambda: storage.delete(name))
