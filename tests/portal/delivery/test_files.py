"""Files for one person are neither cached nor guessed at."""

from portal.delivery import files


def test_a_download_keeps_its_japanese_name_to_itself():
    response = files.csv("列,値\n", filename="申込一覧.csv")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "attachment; filename*=utf-8''%E7%94%B3" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_pdf_is_shown_and_a_calendar_saved():
    assert files.pdf(b"%PDF-", filename="ticket.pdf")["Content-Disposition"].startswith("inline")
    response = files.calendar(b"BEGIN:VCALENDAR", filename="event.ics")
    assert response["Content-Disposition"] == 'attachment; filename="event.ics"'
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
