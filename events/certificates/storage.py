"""Where files lie that only a view may give out."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

ALIAS = "private"


def private() -> Storage:
    """The storage named ``private`` if there is one, else a folder beside the public one."""
    if ALIAS in settings.STORAGES:
        return storages[ALIAS]
    return FileSystemStorage(location=settings.DATA_DIR / "private", base_url=None)
