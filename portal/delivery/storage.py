"""Where files lie that only a view may give out."""

from django.core.files.storage import FileSystemStorage, Storage, storages


class WithoutAddress(Storage):
    """Mixin: files have no address of their own."""

    def url(self, name: str | None) -> str:
        """There is none; ValueError says so."""
        raise ValueError("This file is not accessible via a URL.")


class PrivateFolder(WithoutAddress, FileSystemStorage):
    """A folder beside the public one."""


def private() -> Storage:
    """The storage named ``private`` in the settings."""
    return storages["private"]
