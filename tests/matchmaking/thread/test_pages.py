"""The thread on the page: who sees what, nothing typed is lost, files only for their readers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from matchmaking.models import ThreadFile, ThreadMessage
from matchmaking.services import introduction as introductions
from matchmaking.thread import files, services
from portal.delivery.models import Mail

from .. import factories, talks

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 plan"
EVERYBODY = ["company", "colleague", "provider", "coordinator", "stranger", "editor", None]


def address(talk, name="thread", *args, desk=False):
    room = "matchmaking_desk" if desk else "matchmaking"
    return reverse(f"{room}:{name}", args=[talk.pk, *args])


def enter(client, talk, role):
    client.logout()
    if role:
        client.force_login(talk.person(role))


def send(client, talk, *, desk=False, **fields):
    data = {"body": "はじめまして。", "key": "k1"} | fields
    return client.post(address(talk, desk=desk), data)


def with_file(talk, role="provider", name="計画.pdf"):
    taken, _refused = files.check([files.Given(name, PDF)])
    services.post(
        introduction=talk.introduction,
        author=talk.person(role),
        body="計画です。",
        key=name,
        given=taken,
    )
    return ThreadFile.objects.latest("pk")


def test_a_message_is_written_and_read_by_the_other_side(client, talk):
    enter(client, talk, "company")
    page = client.get(talk.introduction.get_absolute_url()).content.decode()
    assert "まだメッセージはありません" in page
    answer = send(client, talk)
    message = ThreadMessage.objects.get()
    assert answer.headers["Location"].endswith(f"#message-{message.pk}")
    enter(client, talk, "provider")
    page = client.get(talk.introduction.get_absolute_url()).content.decode()
    assert "はじめまして。" in page
    assert "困った製作所 困田 太郎" in page


def test_pressing_twice_sends_once(client, talk):
    enter(client, talk, "company")
    send(client, talk)
    assert send(client, talk).status_code == 302
    assert ThreadMessage.objects.count() == 1


def test_words_of_others_are_never_code(client, talk):
    enter(client, talk, "provider")
    send(client, talk, body="<script>alert(1)</script> https://example.jp/?a=1&b=2")
    page = client.get(talk.introduction.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert 'href="https://example.jp/?a=1&amp;b=2"' in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": "x" * 10_001}, "10000"),
        ({"body": " "}, "メッセージを書くか、ファイルを添えてください。"),
        (
            {"files": ("setup.exe", b"MZ\x90\0")},
            "setup.exe: 送れるのは、PDF、PNG、JPEG",
        ),
        (
            {"files": ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
            "古い形式か、パスワードの付いた文書です",
        ),
    ],
)
@pytest.mark.parametrize("desk", [False, True])
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, talk, fields, said, desk):
    enter(client, talk, "coordinator" if desk else "company")
    if "files" in fields:
        fields = {"files": SimpleUploadedFile(*fields["files"])}
    answer = send(client, talk, desk=desk, **fields)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert (fields.get("body") or "はじめまして。").strip()[:100] in page
    assert 'value="k1"' in page
    assert not ThreadMessage.objects.exists()


def test_a_consent_withdrawn_meanwhile_loses_no_words(client, talk):
    enter(client, talk, "company")
    introductions.withdraw(introduction=talk.introduction, user=talk.person("provider"))
    answer = send(client, talk, body="書いている間に終わった")
    page = answer.content.decode()
    assert "いまは書き込めません" in page
    assert "書いている間に終わった" in page
    assert not ThreadMessage.objects.exists()


def test_too_many_messages_ask_to_wait_and_keep_the_words(client, talk, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"thread_message": "1/h/user"}
    enter(client, talk, "company")
    assert send(client, talk).status_code == 302
    page = send(client, talk, key="k2", body="もう一つ").content.decode()
    assert "しばらくしてから" in page
    assert "もう一つ" in page


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_page_is_for_the_sides_and_the_desk_for_coordinators(client, talk, role):
    enter(client, talk, role)
    sides = role in {"company", "colleague", "provider"}
    wanted = 200 if sides else 302 if role is None else 404
    assert client.get(address(talk)).status_code == wanted
    assert send(client, talk, key=str(role)).status_code == (302 if sides else wanted)
    at_desk = client.get(address(talk, desk=True)).status_code
    assert (at_desk == 200) == (role == "coordinator")
    send(client, talk, desk=True, key=f"d{role}")
    writers = {message.author_id for message in ThreadMessage.objects.all()}
    assert writers == ({getattr(talk, role).pk} if sides or role == "coordinator" else set())


@pytest.mark.parametrize("role", EVERYBODY)
def test_before_disclosure_there_is_no_thread(client, by_mail, role):
    talk = talks.begin(disclosed=False)
    enter(client, talk, role)
    for desk in (False, True):
        assert client.get(address(talk, desk=desk)).status_code in {302, 404}
        assert send(client, talk, desk=desk).status_code in {302, 404}
    assert not ThreadMessage.objects.exists()
    if role in {"company", "provider"}:
        page = client.get(talk.introduction.get_absolute_url()).content.decode()
        assert 'id="thread"' not in page


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_file_is_for_its_readers_alone(client, talk, role, withdrawn):
    kept = with_file(talk)
    if withdrawn:
        introductions.withdraw(introduction=talk.introduction, user=talk.person("company"))
    enter(client, talk, role)
    answer = client.get(address(talk, "thread_file", kept.key))
    readers = {"provider"} | (set() if withdrawn else {"company", "colleague"})
    assert answer.status_code == (200 if role in readers else 302 if role is None else 404)
    at_desk = client.get(address(talk, "thread_file", kept.key, desk=True))
    assert (at_desk.status_code == 200) == (role == "coordinator")


def test_a_file_is_saved_never_shown(client, talk):
    kept = with_file(talk)
    enter(client, talk, "company")
    answer = client.get(address(talk, "thread_file", kept.key))
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_file_is_not_found_under_another_introduction(client, talk):
    kept = with_file(talk)
    other = introductions_of_the_same(talk)
    enter(client, talk, "company")
    found = reverse("matchmaking:thread_file", args=[other.pk, kept.key])
    assert client.get(found).status_code == 404


def introductions_of_the_same(talk):
    """Another disclosed introduction between the same two organizations."""
    proposal = talk.introduction.proposal
    made = factories.introduction(
        factories.need(proposal.company), factories.seed(proposal.provider)
    )
    introductions.review(introduction=made, actor=None)
    for role in ("company", "provider"):
        introductions.agree(introduction=made, user=talk.person(role))
    return made


def test_a_message_of_files_alone_is_sent(client, talk):
    enter(client, talk, "company")
    chosen = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(2)]
    assert send(client, talk, body="", files=chosen).status_code == 302
    assert [one.name for one in ThreadMessage.objects.get().files.all()] == ["0.pdf", "1.pdf"]
    mail = Mail.objects.filter(key__startswith="thread:").first()
    assert "0.pdf" in mail.text
    assert mail.attachments == []


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_costs_the_same_however_long(client, talk, count, django_assert_max_num_queries):
    for number in range(count):
        with_file(talk, name=f"{number}.pdf")
    enter(client, talk, "company")
    client.get(talk.introduction.get_absolute_url())
    with django_assert_max_num_queries(22):
        client.get(talk.introduction.get_absolute_url())


@pytest.mark.parametrize("path", ["", "/en"])
def test_pages_open_in_both_languages(client, talk, path):
    with_file(talk)
    enter(client, talk, "company")
    assert client.get(path + address(talk)).status_code == 200
    enter(client, talk, "coordinator")
    desk = reverse("matchmaking_desk:introduction", args=[talk.pk])
    assert "計画.pdf" in client.get(desk).content.decode()
