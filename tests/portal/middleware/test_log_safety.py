"""Logs tell what happened, never to whom."""

import json
import logging

import pytest
from django.test import RequestFactory

from portal.middleware.log_safety import SafeJsonFormatter, safe_path, safe_text


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("/guides/backups/", "/guides/backups/"),
        ("/guides/ransomware-first-response-checklist/", None),
        ("/search/?q=山田太郎", "/search/"),
        ("/mypage/invitations/MTI:1vNabc:Zk3xYw-0123456789abcdef/", "/mypage/invitations/…/"),
        ("/registrations/9f8b6c1e-3b1f-4c55-9e51-0d6a52a3a1aa/", "/registrations/…/"),
    ],
)
def test_paths_lose_queries_and_tokens(path, safe):
    if safe is not None:
        assert safe_path(path) == safe
    assert "?" not in safe_path(path)


def test_texts_lose_addresses_and_queries():
    text = safe_text("Forbidden: /mypage/?next=/x for hanako@example.jp")
    assert text == "Forbidden: /mypage/ for <address>"


def logged(**extra):
    record = logging.LogRecord("a", logging.INFO, "f", 1, "mail to %s", ("a@example.jp",), None)
    record.__dict__.update(extra)
    return json.loads(SafeJsonFormatter("%(message)s %(request_id)s").format(record))


def test_records_carry_the_request_id_and_no_request():
    line = logged(request=RequestFactory().get("/?token=secret"))
    assert line["message"] == "mail to <address>"
    assert line["request_id"] == "-"
    assert "secret" not in json.dumps(line)


def test_other_handlers_see_the_record_as_it_was():
    record = logging.LogRecord("a", logging.INFO, "f", 1, "to %s", ("a@example.jp",), None)
    SafeJsonFormatter("%(message)s").format(record)
    assert record.getMessage() == "to a@example.jp"


def test_tracebacks_lose_addresses():
    try:
        raise ValueError("Key (email)=(hanako@example.jp) already exists")
    except ValueError as error:
        text = SafeJsonFormatter().formatException((ValueError, error, error.__traceback__))
    assert "<address>" in text
    assert "hanako" not in text.split("ValueError: Key")[-1]


def test_each_answer_names_its_request(client, db, caplog):
    caplog.set_level(logging.INFO, logger="portal.request")
    answer = client.get("/accounts/login/?next=/secret-place/")
    assert len(answer["X-Request-ID"]) == 32
    assert "/accounts/login/ 200" in caplog.text
    assert "secret-place" not in caplog.text


@pytest.mark.parametrize("given", ["short", "x" * 65, "a b c d e f g", "<script>"])
def test_a_malformed_request_id_is_replaced(client, db, given):
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert answer["X-Request-ID"] != given


def test_a_well_formed_request_id_is_kept(client, db):
    answer = client.get("/healthz", headers={"X-Request-ID": "proxy-0123456789"})
    assert answer["X-Request-ID"] == "proxy-0123456789"
