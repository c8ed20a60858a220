"""Static files under names that carry their content's hash, compressed beforehand."""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFilesStorage(CompressedManifestStaticFilesStorage):
    """Compresses the hashed names only: no page asks for the plain ones. Halves the time."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress ``paths`` less the unhashed originals."""
        plain = set(self.hashed_files)
        yield from super().compress_files([path for path in paths if path not in plain])
