"""Letters in bulk: written once, read one by one, sent once, true when they leave."""

import pytest

from events.models import Registration
from events.selection import placeholders
from events.selection.enums import LetterGroup
from events.selection.models import Letter, LetterBatch
from events.selection.selectors import letters as selectors
from events.selection.services import draws, letters
from events.selection.services.errors import SelectionError
from events.selection.wording import SHIPPED
from events.services import decisions
from portal.delivery import worker
from portal.delivery.models import Mail, OutboxMessage, OutboxState
from portal.privacy.models import AuditEntry
from tests.factories import events as make
from tests.factories import selection as choose

pytestmark = pytest.mark.django_db


def batch_of(*registrations, **fields):
    session = registrations[0].session
    return letters.prepare(
        session=session, registrations=registrations, actor=None, title="結果", **fields
    )


def deliver(batch):
    for one in batch.letters.all():
        letters.deliver({"letter": one.pk})


def mail_of(letter):
    return Mail.objects.get(key=letter.mail_key)


@pytest.fixture
def result():
    draw, _ = choose.drawn(companies=3, capacity=1, reserve_limit=1)
    draws.apply(draw=draw)
    return LetterBatch.objects.get()


def test_each_group_begins_with_its_own_words(result):
    assert set(result.letters.values_list("group", flat=True)) == {
        "confirmed",
        "reserve",
        "declined",
    }
    assert result.texts.count() == 6
    assert not any(
        placeholders.faults(text)
        for group in SHIPPED.values()
        for pair in group.values()
        for text in pair
    )
    assert set(SHIPPED) == set(LetterGroup)


def test_each_company_reads_its_own_details_and_its_own_paragraph(result):
    letter = result.letters.get(group="reserve")
    letters.personalise(letter=letter, text="{{会社名}} 様の\nご関心に感謝します。", actor=None)
    letters.send(batch=result, actor=None)
    deliver(result)
    mail = mail_of(letter)
    registration = letter.registration
    assert mail.recipient == registration.contact_email
    assert mail.subject == "【補欠】工場の緊急時対応演習"
    assert "補欠（1番）" in mail.text
    assert f"{registration.company_name} 様の\nご関心に感謝します。" in mail.text
    assert "ご関心に感謝します" in mail.html
    assert "{{" not in mail.text + mail.html
    others = [mail_of(one).text for one in result.letters.exclude(pk=letter.pk)]
    assert not any("ご関心" in text or registration.company_name in text for text in others)


def test_a_confirmation_carries_the_invitation_and_the_ticket_and_colleagues_get_theirs():
    kind = make.make_type(allocation="selection")
    registration = make.apply(
        kind,
        contact=make.contact("boss@example.jp"),
        attendees=[make.person("boss@example.jp"), make.person("mate@example.jp")],
    )
    decisions.confirm(registration=registration, notify=False)
    registration.refresh_from_db()
    batch = batch_of(registration)
    letters.send(batch=batch, actor=None)
    deliver(batch)
    letter = mail_of(batch.letters.get())
    assert [one.get("maker", one.get("content_type", "")) for one in letter.attachments] == [
        "text/calendar; method=REQUEST; charset=utf-8",
        "events.ticket",
    ]
    colleague = Mail.objects.get(recipient="mate@example.jp")
    assert "method=REQUEST" in colleague.attachments[0]["content_type"]


def test_others_get_no_attachments(result):
    letters.send(batch=result, actor=None)
    deliver(result)
    for letter in result.letters.exclude(group="confirmed"):
        assert mail_of(letter).attachments == []


def test_english_readers_get_the_english_text():
    registration = make.apply(make.make_type(allocation="selection"), language="en")
    decisions.reject(registration=registration, notify=False)
    registration.refresh_from_db()
    batch = batch_of(registration)
    letters.send(batch=batch, actor=None)
    deliver(batch)
    mail = mail_of(batch.letters.get())
    assert mail.subject == "[Result] Factory emergency exercise"
    assert "we are sorry" in mail.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("こんにちは\n{{会社}} 様", "2行目の「{{会社}}」"),
        ("{{ registration.contact_email }}", "1行目の「{{registration.contact_email}}」"),
        ("{{会社名", "1行目の波かっこ"),
        ("{% load i18n %}", "1行目の波かっこ"),
        ("{{}}", "1行目"),
    ],
)
def test_an_unknown_placeholder_is_refused_with_its_line(result, text, said):
    with pytest.raises(SelectionError) as refused:
        letters.write(batch=result, texts={("declined", "ja"): ("件名", text)}, actor=None)
    assert said in refused.value.message
    with pytest.raises(SelectionError):
        letters.personalise(letter=result.letters.first(), text=text, actor=None)


@pytest.mark.parametrize("pair", [("", "本文"), ("件名", "  "), ("件\n名", "本文")])
def test_a_letter_needs_a_subject_of_one_line_and_a_body(result, pair):
    with pytest.raises(SelectionError):
        letters.write(batch=result, texts={("declined", "ja"): pair}, actor=None)


def test_what_a_company_is_called_is_not_read_as_a_placeholder():
    registration = make.apply(
        make.make_type(), company=make.company("{{受付番号}}<script>株式会社")
    )
    batch = batch_of(registration, as_news=True)
    letters.write(batch=batch, texts={("other", "ja"): ("件名", "{{ 会社名 }}御中")}, actor=None)
    letters.send(batch=batch, actor=None)
    deliver(batch)
    mail = mail_of(batch.letters.get())
    assert "{{受付番号}}<script>株式会社御中" in mail.text
    assert "<script>" not in mail.html


def test_a_second_click_sends_nothing(result):
    user = make.make_user()
    assert letters.send(batch=result, actor=user) == 3
    assert letters.send(batch=result, actor=user) == 0
    assert OutboxMessage.objects.filter(topic=letters.TOPIC).count() == 3
    deliver(result)
    deliver(result)
    assert Mail.objects.filter(key__startswith="letter:").count() == 3
    assert AuditEntry.objects.filter(action="letters.sent").count() == 1


def test_nothing_changes_after_sending(result):
    letters.send(batch=result, actor=None)
    with pytest.raises(SelectionError, match="すでに送信"):
        letters.write(batch=result, texts={("declined", "ja"): ("a", "b")}, actor=None)
    with pytest.raises(SelectionError, match="すでに送信"):
        letters.personalise(letter=result.letters.first(), text="x", actor=None)
    with pytest.raises(SelectionError, match="すでに送信"):
        letters.discard(batch=result, actor=None)


def test_a_draft_can_be_thrown_away(result):
    letters.discard(batch=result, actor=None)
    assert not LetterBatch.objects.exists()
    assert not Letter.objects.exists()


def test_who_cancelled_meanwhile_is_not_told_what_is_no_longer_true(result):
    letter = result.letters.get(group="reserve")
    letters.send(batch=result, actor=None)
    decisions.cancel(registration=letter.registration)
    deliver(result)
    assert not Mail.objects.filter(key=letter.mail_key).exists()
    stages = {
        line.letter.pk: line.stage for line in selectors.progress(selectors.batch(result.pk)).lines
    }
    assert stages[letter.pk] == selectors.SKIPPED


def test_progress_tells_queued_sent_and_failed(result):
    letters.send(batch=result, actor=None)
    batch = selectors.batch(result.pk)
    assert [line.stage for line in selectors.progress(batch).lines] == [selectors.QUEUED] * 3
    worker.drain()
    first, second, third = batch.letters.order_by("group", "pk")
    assert Mail.objects.filter(key=third.mail_key).exists()
    Mail.objects.filter(key=first.mail_key).update(sent_at=batch.sent_at)
    Mail.objects.exclude(key=first.mail_key).update(sent_at=None)
    OutboxMessage.objects.filter(key=f"mail:{second.mail_key}").update(state=OutboxState.DEAD)
    progress = selectors.progress(batch)
    assert [line.stage for line in progress.lines] == [
        selectors.SENT,
        selectors.FAILED,
        selectors.QUEUED,
    ]
    assert not progress.is_done


def test_progress_asks_as_much_for_many_as_for_one(django_assert_num_queries):
    kind = make.make_type(capacity=50)
    for number in (1, 8):
        batch = batch_of(*[make.apply(kind) for _ in range(number)])
        letters.send(batch=batch, actor=None)
        batch = selectors.batch(batch.pk)
        with django_assert_num_queries(3):
            assert len(selectors.progress(batch).lines) == number


def test_groups_follow_the_state():
    kind = make.make_type(capacity=1)
    confirmed, waiting = make.apply(kind), make.apply(kind)
    assert letters.group_of(confirmed) == LetterGroup.CONFIRMED
    assert letters.group_of(waiting) == LetterGroup.RESERVE
    cancelled = Registration(state="cancelled")
    assert letters.group_of(cancelled) == LetterGroup.OTHER
