"""From the address of a page to the document that search knows."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.models import Page

from search import sources
from search.documents import Document

MAX_CANDIDATES = 20


def looks_like_one(text: str) -> bool:
    """Whether ``text`` is an address and no words."""
    return text.startswith(("/", "http://", "https://"))


def document_at(address: str) -> Document | None:
    """The document shown at ``address``, None if search knows none there."""
    parts = urlsplit(address.strip())
    own = urlsplit(settings.BASE_URL)
    if parts.netloc and parts.netloc != own.netloc:
        return None
    path = unquote(parts.path)
    for pk in _candidates(path):
        for source in sources.registered():
            document = _document(source, pk)
            if document is not None and unquote(document.url) == path:
                return document
    return None


def _candidates(path: str) -> Iterator[object]:
    """Identities that ``path`` may stand for: numbers in it, and pages by their slug."""
    try:
        yield from resolve(path).kwargs.values()
    except Resolver404:
        return
    slug = path.rstrip("/").rpartition("/")[2]
    pages = Page.objects.filter(slug=slug).order_by("pk").values_list("pk", flat=True)
    yield from pages[:MAX_CANDIDATES]


def _document(source: sources.Source, pk: object) -> Document | None:
    try:
        return source.document(pk)
    except (TypeError, ValueError):  # a word where the source has numbers
        return None
