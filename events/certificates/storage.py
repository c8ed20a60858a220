"""Where files lie that only a view may give out."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

ALIAS = "private"


class PrivateFolder(FileSystemStorage):
    """A folder whose files have no address of their own."""

    def url(self, name: str | None) -> str:
        """There is none; ValueError says so."""
        raise ValueError("This file is not accessible via a URL.")


def private() -> Storage:
    """The storage named ``private`` if there is one, else a folder beside the public one."""
    if ALIAS in settings.STORAGES:
        return storages[ALIAS]
    return PrivateFolder(location=settings.DATA_DIR / "private")
