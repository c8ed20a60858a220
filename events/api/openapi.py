"""The OpenAPI 3.1 document of the public API; a test holds every answer against it."""

from typing import Any

from portal.accounts.enums import OrganizationSize

from ..enums import (
    AccessibilityOffer,
    Allocation,
    AttendanceMode,
    CompanyRole,
    EventKind,
    HostRole,
    PlaceUnit,
    SessionFormat,
    SessionState,
)
from .parameters import PARAMETERS, path_parameter
from .records import address

Schema = dict[str, Any]
VERSION = "1.0.0"

TEXT: Schema = {"type": "string"}
URL: Schema = {"type": "string", "format": "uri"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
FLAG: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer", "minimum": 0}


def ref(name: str) -> Schema:
    """A schema kept under ``components``."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(about: str, **fields: Schema) -> Schema:
    """An object that has exactly ``fields``."""
    return {
        "type": "object",
        "description": about,
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def some(items: Schema) -> Schema:
    """Any number of ``items``."""
    return {"type": "array", "items": items}


def one_of(values: Any, about: str = "") -> Schema:
    """A code out of a closed list."""
    told: Schema = {"type": "string", "enum": list(values)}
    return told | ({"description": about} if about else {})


def maybe(schema: Schema) -> Schema:
    """``schema`` or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def by_language(value: Schema) -> Schema:
    """One value for each language in which the event has a public page."""
    return {
        "type": "object",
        "properties": {"ja": value, "en": value},
        "additionalProperties": False,
        "minProperties": 1,
    }


def schemas() -> dict[str, Schema]:
    """All kinds of data that the API gives."""
    states = [state for state in SessionState.values if state != SessionState.DRAFT]
    return {
        "Words": record("Japanese and English; English may be empty.", ja=TEXT, en=TEXT),
        "Host": record(
            "A body that carries the event.",
            role=one_of(HostRole.values),
            name=ref("Words"),
            url=TEXT,
        ),
        "ParticipationType": record(
            "A way to take part, with its own places.",
            code=TEXT,
            label=ref("Words"),
            description=ref("Words"),
            mode=one_of(AttendanceMode.values),
            unit=one_of(PlaceUnit.values, "What one place holds."),
            allocation=one_of(Allocation.values, "Who gets the places."),
            capacity=WHOLE,
            places_left=WHOLE,
            is_open=FLAG | {"description": "Whether applications are taken now."},
            closes_at=MOMENT,
            results_at=maybe(MOMENT),
            people=record("How many people one application names.", min=WHOLE, max=WHOLE),
            roles=some(one_of(CompanyRole.values)),
            fee_yen=WHOLE,
            eligibility=record(
                "Who may apply; an empty list means all.",
                sectors=some(TEXT),
                prefectures=some(TEXT),
                sizes=some(one_of(OrganizationSize.values)),
                once_per_fiscal_year=FLAG,
            ),
            fallback=maybe(TEXT | {"description": "Code of the type one can move to."}),
            apply_url=URL,
        ),
        "Session": record(
            "One run: its time, its place, its state at the moment of asking.",
            id={"type": "integer"},
            url=URL,
            event=TEXT | {"description": "Code of the event."},
            label=ref("Words"),
            starts_at=MOMENT,
            ends_at=MOMENT,
            state=one_of(states),
            format=one_of(SessionFormat.values),
            venue=maybe(ref("Words")),
            address=maybe(ref("Words")),
            access=maybe(ref("Words")),
            prefecture=maybe(TEXT),
            online_tool=TEXT,
            opens_at=maybe(MOMENT),
            closes_at=MOMENT,
            record=ref("Words"),
            calendar=record("The calendar entry.", uid=TEXT, sequence=WHOLE, url=URL),
            participation_types=some(ref("ParticipationType")),
            updated_at=MOMENT,
        ),
        "Event": record(
            "What happens, with its sessions.",
            code=TEXT | {"description": "Identity for life."},
            url=URL,
            pages=by_language(URL),
            title=by_language(TEXT),
            summary=by_language(TEXT),
            kind=one_of(EventKind.values),
            is_sample=FLAG | {"description": "A sample; it does not take place."},
            series=maybe(record("The series.", code=TEXT, title=ref("Words"))),
            sectors=some(TEXT),
            themes=some(TEXT),
            audiences=some(TEXT),
            hosts=some(ref("Host")),
            accessibility_offers=some(one_of(AccessibilityOffer.values)),
            contact=record("Whom to ask.", name=ref("Words"), email=TEXT, phone=TEXT),
            sessions=some(ref("Session")),
        ),
        "EventList": record(
            "A page of events in a fixed order.",
            count=WHOLE | {"description": "How many events fit in all."},
            next=maybe(URL | {"description": "Address of the next page."}),
            events=some(ref("Event")),
        ),
        "Problem": record(
            "What went wrong (RFC 9457).",
            type=TEXT,
            title=TEXT,
            status={"type": "integer"},
            detail=TEXT,
        ),
    }


def _answer(about: str, schema: str, kind: str = "application/json") -> Schema:
    return {"description": about, "content": {kind: {"schema": ref(schema)}}}


def _operation(name: str, about: str, schema: str, parameters: list[Schema]) -> Schema:
    problem = "application/problem+json"
    return {
        "get": {
            "operationId": name,
            "summary": about,
            "parameters": parameters,
            "responses": {
                "200": _answer("As asked.", schema),
                "304": {"description": "Nothing has changed since the ETag given."},
                "400": _answer("A parameter is wrong.", "Problem", problem),
                "404": _answer("Not there, or not public.", "Problem", problem),
                "429": _answer("Asked too often; wait a minute.", "Problem", problem),
            },
        }
    }


def document() -> Schema:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "SECUNITY Portal events",
            "version": VERSION,
            "description": "Public events, read-only, without a key. Times are RFC 3339.",
        },
        "servers": [{"url": address("events:api_root").rstrip("/")}],
        "paths": {
            "/events/": _operation("listEvents", "Events.", "EventList", PARAMETERS),
            "/events/{code}/": _operation(
                "getEvent", "One event.", "Event", [path_parameter("code", TEXT)]
            ),
            "/sessions/{id}/": _operation(
                "getSession",
                "One session.",
                "Session",
                [path_parameter("id", {"type": "integer"})],
            ),
        },
        "components": {"schemas": schemas()},
    }
