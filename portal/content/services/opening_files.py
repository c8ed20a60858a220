"""The data files of the opening content."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "opening"
SECTION_OF = {
    "guide": "guides",
    "tool": "tools",
    "figure": "figures",
    "community": "communities",
    "news": "news",
    "standard": "",
    "emergency": "",
    "index": "",
    "home": "",
}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class OpeningFile:
    """One page in both languages."""

    kind: str
    path: str
    data: dict[str, Any]

    def text(self, language: str) -> dict[str, Any]:
        """The words in ``language``; empty if there are none."""
        return self.data.get(language) or {}


def read(folder: Path = FOLDER) -> list[OpeningFile]:
    """All pages of ``folder``, sections before what is in them.

    Files of types that other rooms load are left to them.

    Raises:
        ValueError: a file is not readable; the message names it.
    """
    files = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (safe)
        except yaml.YAMLError as error:
            raise ValueError(f"{path}: {error}") from error
        kind = data.get("type") if isinstance(data, dict) else None
        if kind not in SECTION_OF:
            continue
        slug = str(data.get("slug") or path.stem)
        page = "" if kind == "home" else f"{SECTION_OF[kind]}/{slug}".strip("/")
        files.append(OpeningFile(kind, page, data))
    return sorted(files, key=lambda file: (file.path.count("/"), file.kind != "home", file.path))
