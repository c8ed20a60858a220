"""One style sheet for the site, joined from its layers without a build step.

The sources are plain CSS files, one idea each. This finder joins them in the order
of the cascade layers and hands the result to runserver, collectstatic and the
tests as ``portal/site.css``: one request, never stale, nothing generated in git.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "portal/site.css"
SOURCES = Path(__file__).resolve().parent / "static" / "portal"
LAYERS = {
    "tokens": ("vendor/dads-tokens.css", "tokens.css"),
    "base": ("base.css",),
    "layout": ("layout.css",),
    "components": ("components/*.css",),
    "pages": ("pages/*.css",),
    "print": ("print.css",),
}


STRING = r"(\"[^\"]*\"|'[^']*')"


def minify(css: str) -> str:
    """Drop comments and the white space that means nothing; strings stay as they are."""
    for useless, instead in (
        (r"/\*.*?\*/", ""),
        (r"\s+", " "),
        (r" ?([{};,]) ?", r"\2"),
        (r": ", ":"),
        (r";}", "}"),
    ):
        css = re.sub(
            f"{STRING}|{useless}",
            lambda found, instead=instead: found[1] or found.expand(instead),
            css,
            flags=re.DOTALL,
        )
    return css.strip()


def joined() -> str:
    """The whole style sheet, each source inside its layer."""
    parts = [f"@layer {', '.join(LAYERS)};"]
    for layer, patterns in LAYERS.items():
        files = [path for pattern in patterns for path in sorted(SOURCES.glob(pattern))]
        parts.append(f"@layer {layer}{{{''.join(path.read_text() for path in files)}}}")
    return "".join(minify(part) for part in parts)


class StylesheetFinder(BaseFinder):
    """Writes the joined sheet into the data folder and offers it as a static file."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "stylesheet")

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to configure, nothing to check."""
        return []

    def _write(self) -> str:
        target = Path(self.storage.path(NAME))
        css = joined()
        if not target.exists() or target.read_text() != css:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(css)
        return str(target)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of the sheet when it is asked for."""
        if path != NAME:
            return []
        return [self._write()] if find_all else self._write()

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """The sheet, for collectstatic."""
        self._write()
        yield NAME, self.storage
