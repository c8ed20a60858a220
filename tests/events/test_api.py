"""The public API: what it says fits its description, what is not public never stands in it."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Series
from tests.events.json_schema import faults, resolve
from tests.events.test_pages import indexes, make_page
from tests.factories import events as make

__all__ = ["indexes"]
pytestmark = pytest.mark.django_db
SECRET = "https://meet.example.com/join/8f3c"


@pytest.fixture
def page(indexes):
    """An event that uses every column."""
    event = make.make_event(
        accessibility_offers=["captions", "wheelchair"],
        series=Series.objects.create(code="drills", title_ja="演習", title_en="Drills"),
        contact_phone="092-000-0000",
    )
    event.sectors.set(["manufacturing"])
    event.hosts.create(role="organiser", name_ja="局", url="https://example.go.jp")
    event.hosts.create(role="patron", name_ja="後援会")
    session = make.make_session(event, join_url=SECRET, access_ja="駅から5分")
    viewer = make.make_type(session, code="viewer", mode="online", unit="person", capacity=300)
    team = make.make_type(
        session,
        code="team",
        allocation="selection",
        fallback=viewer,
        roles=["management", "systems"],
        eligible_sizes=["1-5"],
        results_at=timezone.now() + timedelta(days=20),
        once_per_fiscal_year=True,
    )
    team.eligible_sectors.set(["manufacturing"])
    team.eligible_prefectures.set(["fukuoka", "saga"])
    make.apply(viewer)
    page = make_page(indexes["ja"], event)
    make_page(indexes["en"], event, title="Exercise")
    return page


def get(client, name, *args, status=200, **query):
    response = client.get(reverse(f"events:{name}", args=args), query)
    assert response.status_code == status
    return json.loads(response.content)


@pytest.fixture
def document(client):
    return get(client, "api_openapi")


def described(document, path, status="200"):
    answer = document["paths"][path]["get"]["responses"][status]
    (content,) = answer["content"].values()
    return content["schema"]


def test_every_answer_fits_its_description(client, page, document):
    pk = page.event.sessions.get().pk
    found = get(client, "api_events")
    assert faults(found, described(document, "/events/"), document) == []
    one = get(client, "api_event", page.event.code)
    assert faults(one, described(document, "/events/{code}/"), document) == []
    run = get(client, "api_session", pk)
    assert faults(run, described(document, "/sessions/{id}/"), document) == []
    wrong = get(client, "api_events", status=400, sector="nonsense")
    assert faults(wrong, described(document, "/events/", "400"), document) == []
    missing = get(client, "api_event", "nothing", status=404)
    assert faults(missing, described(document, "/events/{code}/", "404"), document) == []
    assert found["events"] == [one]
    assert one["sessions"] == [run]


def test_the_description_notices_what_does_not_fit(client, page, document):
    one = get(client, "api_event", page.event.code)
    schema = described(document, "/events/{code}/")
    for change in ({"kind": "party"}, {"is_sample": "no"}, {"join_url": "x"}, {"hosts": [{}]}):
        assert faults(one | change, schema, document)
    del one["code"]
    assert faults(one, schema, document) == ["$: lacks code"]


def test_the_document_is_openapi_whose_references_lead_somewhere(document):
    assert document["openapi"].startswith("3.1.")
    assert set(document["info"]) >= {"title", "version"}
    names = [path["get"]["operationId"] for path in document["paths"].values()]
    assert len(names) == len(set(names)) == 3
    for reference in references(document):
        assert resolve(reference, document)
    for path, item in document["paths"].items():
        in_path = [p["name"] for p in item["get"]["parameters"] if p["in"] == "path"]
        assert all(f"{{{name}}}" in path for name in in_path)
        assert path.count("{") == len(in_path)


def references(part):
    if isinstance(part, dict):
        yield from ([part["$ref"]] if "$ref" in part else [])
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_it_tells_what_a_company_wants_to_know(client, page):
    (run,) = get(client, "api_event", page.event.code)["sessions"]
    team = next(kind for kind in run["participation_types"] if kind["code"] == "team")
    assert run["state"] == "open"
    assert team["fallback"] == "viewer"
    assert team["eligibility"] == {
        "sectors": ["manufacturing"],
        "prefectures": ["fukuoka", "saga"],
        "sizes": ["1-5"],
        "once_per_fiscal_year": True,
    }
    viewer = next(kind for kind in run["participation_types"] if kind["code"] == "viewer")
    assert viewer["places_left"] == 299


def test_nothing_private_is_told(client, page):
    make.make_session(page.event, state="draft", venue_ja="秘密の会場")
    hidden = make.make_session(make.make_event(code="hidden"))
    withdrawn = make.make_event(code="withdrawn")
    draft = make.make_session(page.event, state="draft")
    for name, args in (("api_events", ()), ("api_event", (page.event.code,))):
        text = json.dumps(get(client, name, *args), ensure_ascii=False)
        assert SECRET not in text
        assert "秘密の会場" not in text
        assert "筑紫精密" not in text
        assert "applicant" not in text
        assert "hidden" not in text
    get(client, "api_event", "hidden", status=404)
    get(client, "api_event", withdrawn.code, status=404)
    get(client, "api_session", hidden.pk, status=404)
    get(client, "api_session", draft.pk, status=404)


def test_what_is_unpublished_is_gone_at_once(client, page, indexes):
    url = reverse("events:api_event", args=[page.event.code])
    tag = client.get(url)["ETag"]
    for told in page.event.pages.all():
        told.unpublish()
    assert client.get(url, headers={"if-none-match": tag}).status_code == 404
    assert get(client, "api_events")["count"] == 0


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"sector": "manufacturing"}, 1),
        ({"sector": "medical"}, 0),
        ({"prefecture": "fukuoka"}, 1),
        ({"prefecture": "saga"}, 0),
        ({"format": "online"}, 1),
        ({"kind": "exercise"}, 1),
        ({"kind": "seminar"}, 0),
        ({"series": "drills"}, 1),
        ({"when": "upcoming"}, 1),
        ({"when": "past"}, 0),
        ({"when": "upcoming", "prefecture": "fukuoka", "format": "onsite"}, 1),
    ],
)
def test_filters(client, page, query, count):
    assert get(client, "api_events", **query)["count"] == count


@pytest.mark.parametrize(
    "query",
    [
        {"sectors": "manufacturing"},
        {"kind": "party"},
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "-1"},
        {"after": "１"},
        {"after": "9" * 40},
        {"after": "1 OR 1=1"},
        {"sector": ["manufacturing", "medical"]},
        {"series": "\x00"},
    ],
)
def test_a_wrong_parameter_is_named_and_answers_nothing(client, page, query):
    problem = get(client, "api_events", status=400, **query)
    assert next(iter(query)) in problem["detail"]


def test_pages_are_complete_and_stay_so_while_events_come_and_go(client, page, indexes):
    for _number in range(4):
        make_page(indexes["ja"])
    seen, url, visits = [], reverse("events:api_events") + "?limit=2", 0
    while url:
        found = json.loads(client.get(url).content)
        seen += [event["code"] for event in found["events"]]
        url, visits = found["next"], visits + 1
        if visits == 1:
            page.unpublish()
            make_page(indexes["ja"])
    assert len(seen) == len(set(seen)) == 6
    assert visits == 3


def test_the_list_costs_the_same_for_one_and_for_many(client, page, indexes):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            get(client, "api_events")
        return len(captured)

    cost()
    few = cost()
    for _number in range(12):
        event = make_page(indexes["ja"]).event
        event.hosts.create(role="organiser", name_ja="局")
        for _session in range(2):
            make.make_type(make.make_session(event))
    assert cost() == few
    assert few <= 8


def test_what_the_reader_has_is_not_sent_again(client, page):
    url = reverse("events:api_events")
    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    make.apply(page.event.sessions.get().participation_types.get(code="viewer"))
    changed = client.get(url, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_other_sites_may_read_and_nobody_may_write(client, page):
    url = reverse("events:api_events")
    assert client.options(url)["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.head(url).status_code == 200
    for method in (client.post, client.put, client.delete, client.patch):
        refused = method(url)
        assert refused.status_code == 405
        assert refused["Allow"] == "GET, HEAD, OPTIONS"
    answer = client.get(url)
    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")


def test_who_asks_too_often_is_told_to_wait(client, page, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"open_data": "2/m/ip"}
    for _number in range(2):
        get(client, "api_events")
    response = client.get(reverse("events:api_events"))
    assert response.status_code == 429
    assert response["Retry-After"] == "60"


def test_an_address_that_means_nothing_says_so_in_json(client, db):
    response = client.get("/registrations/api/v2/events/")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_the_page_for_people_names_every_door(client, db):
    for prefix in ("", "/en"):
        text = client.get(f"{prefix}/registrations/open-data/").content.decode()
        for word in ("feed.ics", "events-widget.js", "openapi.json", "/api/v1/events/"):
            assert word in text
