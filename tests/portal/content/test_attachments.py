"""Files that pages offer are found by their words, and only while everybody may have them."""

import io
import json
import zipfile
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from weasyprint import HTML

import search.indexing
from portal.content import extraction
from portal.content.enums import ReadingState
from portal.content.models import AttachmentText, PageAttachment
from portal.content.searchable_files import FileSource
from portal.content.services import attachments
from portal.delivery import worker
from portal.delivery.models import OutboxMessage, OutboxState
from search import api
from tests.factories import content

WORDS = "停電のときは手回しの発電機で無線機を動かします。"


def pdf(text: str = WORDS) -> bytes:
    return HTML(string=f"<p>{text}</p>").write_pdf()


def upload(body: bytes, name: str = "plan.pdf", **fields) -> Document:
    document = Document(title="停電の手順書", **fields)
    document.file.save(name, ContentFile(body), save=False)
    document._set_file_hash()
    document.save()
    return document


def page_with(document: Document, **fields):
    text = f'<p><a linktype="document" id="{document.pk}">手順書</a></p>'
    return content.page(body=json.dumps([{"type": "text", "value": text}]), **fields)


def work() -> None:
    while (message := worker.claim()) is not None:
        assert worker.handle(message), message.last_error


def found(query: str = "発電機") -> list[api.Hit]:
    cache.clear()
    return api.search(
        query, language="ja", filters={}, viewer_scopes=frozenset({"public"}), page=1, size=20
    ).hits


@pytest.fixture
def file(homes) -> Document:
    document = upload(pdf())
    work()
    return document


@pytest.fixture
def offered(file):
    return page_with(file, title="備え", sectors=["medical"])


def test_a_file_is_found_by_its_words_with_the_best_passage(file, offered):
    (hit,) = found()
    assert hit.url == file.url
    assert (hit.kind, hit.title) == ("document", "停電の手順書")
    assert "発電機" in "".join(str(part) for part in vars_of(hit))
    document = FileSource().document(file.pk)
    assert document.body == WORDS
    assert (document.sectors, document.summary) == (("medical",), "備え")


def vars_of(hit) -> list[object]:
    return [getattr(hit, name) for name in type(hit).__dataclass_fields__]


def test_a_file_that_no_page_offers_is_not_found(file):
    assert found() == []
    assert list(FileSource().pks()) == []


def test_it_goes_with_the_page_and_comes_back(file, offered):
    offered.unpublish()
    assert found() == []
    search.indexing.rebuild()
    assert found() == []
    offered.save_revision().publish()
    assert len(found()) == 1
    offered.delete()
    assert found() == []
    assert not PageAttachment.objects.exists()


def test_it_goes_when_the_page_no_longer_names_it(file, offered):
    offered.body = json.dumps([{"type": "text", "value": "<p>なし</p>"}])
    draft = offered.save_revision()
    assert len(found()) == 1
    draft.publish()
    assert found() == []


def test_a_private_collection_or_page_hides_it(file, offered):
    collection = Collection.get_first_root_node().add_child(name="内部")
    hidden = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="login"
    )
    file.collection = collection
    file.save()
    assert found() == []
    assert FileSource().visible([str(file.pk)], None) == set()
    hidden.delete()
    assert len(found()) == 1
    PageViewRestriction.objects.create(page=offered.get_parent(), restriction_type="login")
    assert found() == []
    assert FileSource().visible([str(file.pk)], None) == set()


def test_a_new_file_is_read_anew_and_a_deleted_one_is_gone(file, offered):
    file.file.save("new.pdf", ContentFile(pdf("井戸水の検査について。")), save=False)
    file._set_file_hash()
    file.save()
    work()
    assert found() == []
    assert [hit.title for hit in found("井戸水")] == ["停電の手順書"]
    file.delete()
    assert found("井戸水") == []
    assert not AttachmentText.objects.exists()


def office(name: str, xml: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, xml)
    return out.getvalue()


@pytest.mark.parametrize(
    ("extension", "body"),
    [
        ("docx", office("word/document.xml", "<w:p><w:t>発電機</w:t></w:p><w:p>A&amp;B</w:p>")),
        ("pptx", office("ppt/slides/slide1.xml", "<a:p>発電機</a:p><a:p>A&amp;B</a:p>")),
        ("xlsx", office("xl/sharedStrings.xml", "<si><t>発電機</t></si><si>A&amp;B</si>")),
        ("txt", "発電機\r\nA&B".encode("cp932")),
        ("csv", "\ufeff発電機\nA&B".encode()),
    ],
)
def test_other_files_give_their_words(extension, body):
    assert attachments.run(extension, body)["text"] == "発電機\nA&B"


def test_lines_of_a_paragraph_are_joined():
    assert extraction.tidy("ランサ\nムウェア\n\n 2 \nend") == "ランサムウェア\n2\nend"


def encrypted() -> bytes:
    """A PDF that says it is encrypted, by a handler that nobody has the password of."""
    body = HTML(string="<p>x</p>").write_pdf(uncompressed_pdf=True)
    start = body.rindex(b"trailer")
    key = b"<" + b"00" * 32 + b">"
    rule = b"/Encrypt <</Filter /Standard /V 1 /R 2 /O " + key + b" /U " + key + b" /P -4>>"
    return body[:start] + body[start:].replace(b"<<", b"<<" + rule + b" /ID [<00><00>] ", 1)


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (lambda: b"%PDF-1.7 nothing behind", ReadingState.BROKEN),
        (lambda: pdf(""), ReadingState.EMPTY),
        (encrypted, ReadingState.ENCRYPTED),
    ],
)
def test_what_cannot_be_read_is_noted_and_not_tried_again(homes, body, state):
    document = upload(body())
    page_with(document)
    work()
    assert document.attachment_text.state == state
    assert found() == []
    assert not OutboxMessage.objects.exclude(state=OutboxState.DONE).exists()
    document.save()
    assert OutboxMessage.objects.filter(topic=attachments.TOPIC).count() == 1


def test_a_file_that_is_gone_is_noted(homes):
    document = upload(pdf())
    document.file.storage.delete(document.file.name)
    work()
    assert document.attachment_text.state == ReadingState.MISSING


def test_time_size_and_memory_are_limited(homes, monkeypatch):
    assert attachments.run("pdf", pdf(), seconds=0.001) == {"state": ReadingState.TOO_SLOW}
    bomb = office("word/document.xml", "<w:t>あ</w:t>" * 2_000_000)
    assert len(attachments.run("docx", bomb)["text"]) <= extraction.MAX_CHARACTERS
    monkeypatch.setattr(attachments, "MAX_BYTES", 10)
    document = upload(pdf())
    work()
    assert document.attachment_text.state == ReadingState.TOO_LARGE


def test_the_command_hands_over_what_was_there_before(file, offered):
    AttachmentText.objects.all().delete()
    PageAttachment.objects.all().delete()
    out = StringIO()
    call_command("read_attachments", stdout=out)
    assert "1 files handed" in out.getvalue()
    work()
    assert len(found()) == 1


@pytest.mark.usefixtures("past_second_factor")
def test_staff_see_first_what_could_not_be_read(staff, client, django_assert_max_num_queries):
    editor = staff("editor")
    for title, body in (("あ読める", pdf()), ("い壊れた", b"%PDF-1.7 broken")):
        document = upload(body, uploaded_by_user=editor)
        Document.objects.filter(pk=document.pk).update(title=title)
        page_with(document)
    page_with(upload(pdf("別の人")))
    work()
    client.force_login(editor)
    with django_assert_max_num_queries(40):
        answer = client.get(reverse("attachment_reading"))
    shown = answer.content.decode()
    assert shown.index("い壊れた") < shown.index("あ読める")
    assert str(ReadingState.BROKEN.label) in shown
    assert "停電の手順書" not in shown, "of another editor"
    exported = client.get(reverse("attachment_reading"), {"export": "csv"})
    assert "い壊れた" in exported.getvalue().decode()
