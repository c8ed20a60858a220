"""Loading the opening content: once, and never over what staff wrote."""

import datetime
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.content import models
from portal.content.models import OpeningRecord
from portal.content.tags import FACETS
from portal.delivery import indexing

from . import opening_files
from .opening_files import FOLDER, OpeningFile
from .opening_home import home_body
from .opening_tree import homes, locales
from .opening_values import body, sources

PAGE_TYPES: dict[str, type[Any]] = {
    "guide": models.GuidePage,
    "tool": models.ToolPage,
    "figure": models.FigurePage,
    "community": models.CommunityPage,
    "news": models.NewsPage,
    "standard": models.StandardPage,
    "emergency": models.EmergencyPage,
}
SECTIONS: dict[str, tuple[type[Any], str, str]] = {
    "guides": (models.GuideIndexPage, "手引き", "Guides"),
    "tools": (models.ToolIndexPage, "ツールと制度", "Tools and schemes"),
    "figures": (models.FigureIndexPage, "数字で見る", "Figures"),
    "communities": (models.CommunityIndexPage, "コミュニティ", "Communities"),
    "news": (models.NewsIndexPage, "お知らせ", "News"),
}


@dataclass
class Report:
    """What a run did, by page path and language."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0


class Opening:
    """One run over the data files.

    ``plant`` makes the pages so that they have addresses, ``fill`` writes their
    words; between the two other rooms may add pages that the words link to.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.files = [
            file
            for file in opening_files.read(folder)
            if file.kind != "index" or file.path in SECTIONS
        ]
        self.report = Report()
        self.locales: dict[str, Locale] = {}
        self.homes: dict[str, models.HomePage] = {}
        self.planted: set[str] = set()

    @transaction.atomic
    def plant(self) -> None:
        """Make what is missing: locales, home pages, site, sections, bare pages."""
        self.locales = locales()
        self.homes = homes()
        self._read_tree()
        known = {(r.key, r.language) for r in OpeningRecord.objects.all()}
        for path, (page_type, ja, en) in SECTIONS.items():
            self._plant(path, page_type, {"ja": {"title": ja}, "en": {"title": en}}, {}, known)
        for file in self.files:
            if file.kind in PAGE_TYPES:
                self._plant(
                    file.path, PAGE_TYPES[file.kind], file.data, _required(file.data), known
                )

    def _read_tree(self) -> None:
        """Ids of all pages by language and path."""
        self.ids: dict[tuple[str, str], int] = {}
        roots = {home.url_path: code for code, home in self.homes.items()}
        for pk, url_path in Page.objects.values_list("pk", "url_path"):
            for root, code in roots.items():
                if url_path.startswith(root):
                    self.ids[code, url_path.removeprefix(root).strip("/")] = pk

    def _plant(
        self, path: str, page_type: Any, words: Any, fields: dict[str, Any], known: set[Any]
    ) -> None:
        key = None
        for code, locale in self.locales.items():
            if (code, path) in self.ids or (path, code) in known:
                if key is None and (code, path) in self.ids:
                    key = Page.objects.values_list("translation_key", flat=True).get(
                        pk=self.ids[code, path]
                    )
                continue
            if not words.get(code):
                continue
            section, _, slug = path.rpartition("/")
            parent = self.homes[code] if not section else self._page(code, section)
            page = page_type(
                title=words[code]["title"], slug=slug, locale=locale, live=False, **fields
            )
            if key is not None:
                page.translation_key = key
            with disable_reference_index_auto_update():
                parent.add_child(instance=page)
            key = page.translation_key
            self.ids[code, path] = page.pk
            self.planted.add(f"{path}:{code}")

    def _page(self, code: str, path: str) -> Page:
        return Page.objects.get(pk=self.ids[code, path])

    @transaction.atomic
    def fill(self) -> Report:
        """Write and publish the words of new pages and of untouched ones whose data changed."""
        self._read_tree()
        records = {
            (record.key, record.language): record
            for record in OpeningRecord.objects.select_related("page")
        }
        described = {file.path for file in self.files}
        bare = [
            OpeningFile("index", path, {"ja": {"title": ja}, "en": {"title": en}})
            for path, (_type, ja, en) in SECTIONS.items()
            if path not in described
        ]
        for file in [*self.files, *bare]:
            for code in self.locales:
                if file.text(code):
                    self._fill(file, code, records.get((file.path, code)))
        return self.report

    def _fill(self, file: OpeningFile, code: str, record: OpeningRecord | None) -> None:
        name = f"/{file.path} ({code})"
        values = self._values(file, code)
        fingerprint = hashlib.sha256(
            json.dumps(values, sort_keys=True, default=str).encode()
        ).hexdigest()
        if record is not None and record.data_hash == fingerprint:
            self.report.unchanged += 1
            return
        new = record is None
        if record is None:
            record = OpeningRecord(
                key=file.path, language=code, page_id=self.ids.get((code, file.path))
            )
            if not file.path:
                record.page_id = self.homes[code].pk
        page = record.page
        if page is None or (page.latest_revision_id if new else _touched(page, record)):
            self.report.kept.append(name)
            return
        record.revision_id = _write(page.specific, values)
        record.data_hash = fingerprint
        record.save()
        (self.report.created if new else self.report.updated).append(name)

    def _values(self, file: OpeningFile, code: str) -> dict[str, Any]:
        """The fields of a page as stored."""
        data, text = file.data, file.text(code)
        key = file.path or "home"
        values: dict[str, Any] = {
            "title": text["title"],
            "summary": " ".join(str(text.get("summary") or "").split()),
            "search_description": " ".join(str(text.get("summary") or "").split()),
        }
        if file.kind == "home":
            return {**values, "body": home_body(text, key=key, language=code)}
        stream = body(
            text.get("body"),
            key=key,
            language=code,
            resolve=lambda path: self.ids.get((code, path)),
        )
        if file.kind == "index":
            return {**values, "intro": stream}
        values |= {
            "body": stream,
            "sources": sources(text.get("sources") or data.get("sources"), key=key),
            "published_on": _date(data.get("date")),
            "reviewed_on": _date(data.get("reviewed")),
        }
        if file.kind in {"guide", "tool"}:
            values["cost"] = data.get("cost") or ""
        if file.kind in {"guide", "figure", "community"}:
            values["who"] = text.get("who") or ""
        if file.kind == "guide":
            values["minutes"] = data.get("minutes")
        if file.kind == "tool":
            values |= {
                "provider": _worded(data.get("provider") or text.get("provider"), code),
                "price": _worded(data.get("price") or text.get("price"), code),
                "area": _worded(data.get("area") or text.get("area"), code),
                "website": data.get("url") or "",
            }
        if file.kind in {"guide", "tool", "figure", "community", "news"}:
            values |= {name: data.get(name) or [] for name in FACETS}
        return values


def _required(data: dict[str, Any]) -> dict[str, Any]:
    """Fields without which a page cannot be made."""
    if data["type"] == "community":
        return {"sector_id": data.get("sector") or data["sectors"][0]}
    return {}


def _date(value: Any) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None


def _worded(value: Any, code: str) -> str:
    """A text given once or per language; ValueError if a comma cut it."""
    if isinstance(value, dict) and set(value) - {"ja", "en"}:
        raise ValueError(f"Quote the text: {value!r}")
    return str((value.get(code) if isinstance(value, dict) else value) or "")


def _touched(page: Page, record: OpeningRecord) -> bool:
    """Whether staff changed, unpublished or replaced the page since."""
    return not page.live or page.latest_revision_id != record.revision_id


def _write(page: Any, values: dict[str, Any]) -> int:
    """Publish ``values`` on ``page``; gives the id of the new revision."""
    now = timezone.now()
    for name, value in values.items():
        if name in {"body", "intro", "sources"}:
            value = getattr(type(page), name).field.to_python(json.dumps(value))
        setattr(page, name, value)
    page.draft_title = page.title
    page.live = True
    page.has_unpublished_changes = False
    page.first_published_at = page.first_published_at or now
    page.last_published_at = now
    with disable_reference_index_auto_update():
        page.save(clean=False)
        revision = page.save_revision(clean=False, changed=False)
    ReferenceIndex.create_or_update_for_object(page)
    Page.objects.filter(pk=page.pk).update(
        live_revision=revision, latest_revision=revision, has_unpublished_changes=False
    )
    if page.search_source:
        indexing.changed(page.search_source, page.pk)
    return revision.pk
