"""The public read-only API: events and sessions as JSON, described by OpenAPI."""

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from ..api import openapi, parameters, records
from ..selectors import catalogue
from .conditional import Made, answer, open_to_all


class _NotPublic(LookupError):
    """There is no such record that the public may know."""


def _json(value: Any) -> Made:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Made(body, "application/json; charset=utf-8")


def _problem(status: int, title: str, detail: str) -> HttpResponse:
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
    )
    response["Cache-Control"] = "no-store"
    return response


def _not_there() -> HttpResponse:
    return _problem(404, "Not found", "There is no such public record.")


@open_to_all
def root(request: HttpRequest) -> HttpResponse:
    """Where to begin."""
    told = {
        "events": records.address("events:api_events"),
        "openapi": records.address("events:api_openapi"),
        "documentation": records.address("events:open_data"),
    }
    return answer(request, lambda: _json(told))


@open_to_all
def events(request: HttpRequest) -> HttpResponse:
    """A page of events."""
    try:
        question = parameters.read(request.GET)
    except parameters.WrongParameter as error:
        return _problem(400, "Wrong parameter", str(error))

    def make() -> Made:
        count, entries, after = catalogue.page_of(
            question.filters, after=question.after, limit=question.limit
        )
        following = None
        if after is not None:
            query = {k: v for k, v in request.GET.items() if k != "after"} | {"after": str(after)}
            following = f"{records.address('events:api_events')}?{urlencode(query)}"
        told = {
            "count": count,
            "next": following,
            "events": [records.event(entry) for entry in entries],
        }
        return _json(told)

    return answer(request, make, repr(question))


@open_to_all
def event(request: HttpRequest, code: str) -> HttpResponse:
    """One event."""

    def make() -> Made:
        entry = catalogue.by_code(code)
        if entry is None:
            raise _NotPublic
        return _json(records.event(entry))

    try:
        return answer(request, make)
    except _NotPublic:
        return _not_there()


@open_to_all
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session."""

    def make() -> Made:
        found = catalogue.by_session(pk)
        if found is None:
            raise _NotPublic
        return _json(records.session(found[1]))

    try:
        return answer(request, make)
    except _NotPublic:
        return _not_there()


@open_to_all
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return answer(request, lambda: _json(openapi.document()))


@open_to_all
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """An address below the API that means nothing, said in the API's own form."""
    return _not_there()
