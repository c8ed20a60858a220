"""Collects the texts of every room and keeps their English catalogues.

    python scripts/messages.py            read sources, update the catalogues
    python scripts/messages.py --prune    also drop texts that no source has any more
    python scripts/messages.py --check    change nothing; exit 1 if a text has no English
    python scripts/messages.py --compile  write the .mo files that Django reads

Japanese is the source language: a message id is the Japanese text itself. Babel does
the work, so that GNU gettext need not be installed.
"""

import argparse
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.message_sources import ROOMS, Text, sources, texts_of  # noqa: E402  needs the path

LANGUAGE = "en"

# Words of Wagtail that its own Japanese catalogue lacks; kept by hand.
BORROWED = (ROOT / "portal/content/locale/ja/LC_MESSAGES/django.po",)

HEADER = f"""\
msgid ""
msgstr ""
"Language: {LANGUAGE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def catalogue_path(room: str) -> Path:
    """Where the English of ``room`` is kept."""
    return ROOT / room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def extract() -> dict[str, Catalog]:
    """What the sources say now: one catalogue without translations per room."""
    catalogues = {room: Catalog(locale=LANGUAGE) for room in ROOMS}
    for room, path in sources():
        location = (path.relative_to(ROOT).as_posix(), 0)
        for identifier, context in texts_of(path):
            catalogues[room].add(identifier, locations=[location], context=context)
    return catalogues


def read(room: str) -> Catalog:
    """The kept catalogue of ``room``; empty if there is none yet."""
    path = catalogue_path(room)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def write(room: str, catalogue: Catalog) -> None:
    """Keep ``catalogue``, without dates and line numbers that would change for nothing."""
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalogue,
        width=99,
        omit_header=True,
        sort_by_file=True,
        include_lineno=False,
    )
    path = catalogue_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + buffer.getvalue().decode().lstrip("\n"), encoding="utf-8")


def translated(message: Message) -> bool:
    """Whether every form of ``message`` has a text and none is a guess."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms) and not message.fuzzy


def missing(catalogue: Catalog) -> list[Message]:
    """The messages of ``catalogue`` without English."""
    return [message for message in catalogue if message.id and not translated(message)]


def merge(old: Catalog, new: Catalog, memory: dict[Text, object], *, prune: bool) -> Catalog:
    """The texts of ``new`` with the translations of ``old``, else of another room."""
    for message in new:
        if not message.id:
            continue
        kept = old.get(message.id, message.context)
        if kept is not None and translated(kept):
            message.string = kept.string
            message.user_comments = kept.user_comments
        elif (message.id, message.context) in memory:
            message.string = memory[message.id, message.context]  # type: ignore[assignment]
    if not prune:
        gone = [*old, *old.obsolete.values()]
        for message in gone:
            if message.id and translated(message) and new.get(message.id, message.context) is None:
                new.obsolete[message.id] = message
    return new


def remembered(catalogues: Iterable[Catalog]) -> dict[Text, object]:
    """Every translation that any room has, so that a text may move between rooms."""
    return {
        (message.id, message.context): message.string
        for catalogue in catalogues
        for message in (*catalogue.obsolete.values(), *catalogue)
        if message.id and translated(message)
    }


def update(*, prune: bool) -> int:
    """Bring every catalogue up to date; the number of texts without English."""
    old = {room: read(room) for room in ROOMS}
    memory = remembered(old.values())
    left = 0
    for room, new in extract().items():
        merged = merge(old[room], new, memory, prune=prune)
        if len(merged) or merged.obsolete or catalogue_path(room).exists():
            write(room, merged)
        lacking = len(missing(merged))
        left += lacking
        print(f"{room}: {len(merged)} texts, {lacking} without English")
    return left


def check() -> list[str]:
    """One line per text of the sources that has no English."""
    lines = []
    for room, new in extract().items():
        old = read(room)
        for message in new:
            kept = old.get(message.id, message.context) if message.id else message
            if kept is None or (kept.id and not translated(kept)):
                places = ", ".join(file for file, _ in message.locations[:2])
                lines.append(f"{room}: {message.id!r} ({places}) has no English")
    return lines


def compile_all() -> int:
    """Write every .mo that is older than its .po; their number."""
    written = 0
    for source in (*(catalogue_path(room) for room in ROOMS), *BORROWED):
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as text, target.open("wb") as file:
            write_mo(file, read_po(text, locale=source.parent.parent.name))
        written += 1
    return written


def main() -> int:
    """Run one of the commands of the module's description."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--prune", action="store_true")
    options = parser.parse_args()
    if options.compile:
        print(f"{compile_all()} catalogues compiled")
        return 0
    if options.check:
        lines = check()
        print("\n".join(lines) or "Every text has its English.")
        return 1 if lines else 0
    update(prune=options.prune)
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
