"""The cache in a folder that all processes of one machine share."""

import random
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

LOOKS = 100
"""Of so many writes one counts the files."""


class FileCache(FileBasedCache):
    """Django's file cache, which does not list its whole folder at every write.

    With a few thousand sessions the listing took longer than the write. The folder may
    therefore hold some hundred entries more than ``MAX_ENTRIES`` for a moment.
    """

    def _cull(self) -> Any:
        """Remove entries when there are too many, looked at now and then."""
        if random.randrange(LOOKS) == 0:  # noqa: S311  no secret
            super()._cull()
