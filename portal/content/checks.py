"""System checks of the room."""

from typing import Any

from django.core import checks
from wagtail.models import Page, get_page_models

from search import sources

UNSAID = "content.E001"
UNKNOWN = "content.E002"


def check_search_declarations(**kwargs: Any) -> list[checks.CheckMessage]:
    """Every public page type says how it is found."""
    return [
        message
        for model in get_page_models()
        if model is not Page
        if (message := _problem(model)) is not None
    ]


def _problem(model: Any) -> checks.CheckMessage | None:
    if not hasattr(model, "search_source"):
        return checks.Error(
            f"{model.__name__} does not say how it is found.",
            hint=(
                "Set `search_source` on the page type: the name of the search source that "
                "finds its pages, or None if search must not find them."
            ),
            obj=model,
            id=UNSAID,
        )
    known = {source.name: source for source in sources.registered()}
    if model.search_source is None:
        return None
    if model.search_source not in known:
        return checks.Error(
            f"{model.__name__} is found through {model.search_source!r}, "
            "which is no search source.",
            hint="Register the source with search.sources.register() in the room's ready().",
            obj=model,
            id=UNKNOWN,
        )
    if getattr(model, "search_kind", "") not in known[model.search_source].kinds:
        return checks.Error(
            f"{model.__name__} has the search kind {getattr(model, 'search_kind', '')!r}, "
            f"which the source {model.search_source!r} does not have.",
            hint="Set `search_kind` to one of the kinds of that source.",
            obj=model,
            id=UNKNOWN,
        )
    return None
