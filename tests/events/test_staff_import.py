"""A table becomes applications, all or none; and what is exported can be read again."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events import spreadsheets
from events.forms import importing as forms
from events.models import Attendee, ParticipationType, Registration
from events.selectors import roster
from events.services import importing
from portal.accounts.enums import Role
from portal.delivery import worker
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.events.staff import staff
from tests.factories import events as make

HEADS = ["事業者名", "業種", "都道府県", "連絡担当者", "連絡先メールアドレス", "連絡先電話番号"]
PEOPLE = ["姓", "名", "セイ", "メイ", "参加者のメールアドレス"]


@pytest.fixture(autouse=True)
def _signed_in_with_two_steps(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


@pytest.fixture
def manager(client, db):
    user = staff(Role.EVENT_MANAGER)
    client.force_login(user)
    return client


def line(number, **changes):
    values = {
        "company": f"筑後工業{number}",
        "sector": "製造業",
        "prefecture": "福岡県",
        "contact": "山田 一郎",
        "email": f"yamada{number}@example.jp",
        "phone": "092-555-1234",
        "family": "山田",
        "given": "一郎",
        "kana": "やまだ",
        "given_kana": "ｲﾁﾛｳ",
        "person_email": f"yamada{number}@example.jp",
    }
    return list((values | changes).values())


def table(*lines):
    return [[*HEADS, *PEOPLE], *lines]


def upload(client, session, content, name="table.csv", **options):
    data = {
        "file": SimpleUploadedFile(name, content),
        "when_full": "error",
        "when_known": "error",
        "consented": "on",
        "reason": "電話での申込",
    }
    return client.post(reverse("events_import", args=[session.pk]), data | options)


def commit(client, session, preview):
    data = {"table": preview.context["table"]}
    return client.post(reverse("events_import", args=[session.pk]), data, follow=True)


def labels():
    from portal.taxonomy.models import Sector  # noqa: PLC0415  after the database is there

    return Sector.objects.get(pk="manufacturing").label_ja


def sector_line(number, **changes):
    return line(number, sector=labels(), **changes)


def codes(rows):
    return spreadsheets.write_csv(rows)


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-8", "cp932", "utf-16"])
def test_every_usual_text_code_is_read(code):
    text = "\r\n".join(",".join(row) for row in table(line(1, company="髙島ｶﾞﾗｽ")))
    rows = spreadsheets.read(text.encode(code))
    assert rows[1][0] == "髙島ｶﾞﾗｽ"


def test_a_table_is_previewed_and_then_imported(manager):
    kind = make.make_type()
    rows = table(
        sector_line(1),
        sector_line(1, family="佐藤", kana="さとう", person_email=""),
        sector_line(2, company="佐賀食品", prefecture="佐賀県"),
    )
    preview = upload(manager, kind.session, codes(rows))
    assert preview.status_code == 200, preview.context["problems"]
    assert "申込 2件（3人）" in preview.content.decode()
    assert not Registration.objects.exists()
    page = commit(manager, kind.session, preview).content.decode()
    assert "参加確定 2件" in page
    first, second = Registration.objects.order_by("pk")
    assert (first.door, first.state, first.attendees.count()) == ("import", "confirmed", 2)
    assert first.attendees.first().full_name_kana == "ヤマダ イチロウ"
    assert second.prefecture_id == "saga"
    assert ParticipationType.objects.get().taken == 2
    assert Mail.objects.count() == 0, "The receipts come after the rows."
    worker.drain()
    assert Mail.objects.count() == 2
    assert AuditEntry.objects.get(action="registrations.imported").reason == "電話での申込"
    again = commit(manager, kind.session, preview).content.decode()
    assert "この表はすでに取り込みました" in again
    assert Registration.objects.count() == 2


def test_broken_rows_are_reported_by_row_and_column_and_nothing_is_imported(manager):
    kind = make.make_type()
    rows = table(
        sector_line(1),
        sector_line(2, email="no-address"),
        line(3, sector="宇宙業"),
        sector_line(4, kana="YAMADA"),
        sector_line(5, phone="12", company="名" * 200),
    )
    page = upload(manager, kind.session, codes(rows))
    assert page.status_code == 422
    found = {(problem.row, problem.column) for problem in page.context["problems"]}
    assert found == {
        (3, "連絡先メールアドレス"),
        (4, "業種"),
        (5, "セイ"),
        (6, "連絡先電話番号"),
        (6, "事業者名"),
    }
    assert "1件も取り込んでいません" in page.content.decode()
    assert not Registration.objects.exists()


def test_missing_headings_are_named(manager):
    kind = make.make_type()
    page = upload(manager, kind.session, "会社,だれ\nA,B\n".encode())
    words = [problem.message for problem in page.context["problems"]]
    assert "「事業者名」の列がありません。見本の見出しをお使いください。" in words


def test_a_full_type_refuses_the_table_or_lets_the_rest_wait(manager):
    kind = make.make_type(capacity=1)
    rows = codes(table(sector_line(1), sector_line(2)))
    refused = upload(manager, kind.session, rows)
    assert [problem.row for problem in refused.context["problems"]] == [3]
    preview = upload(manager, kind.session, rows, when_full="waitlist")
    commit(manager, kind.session, preview)
    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["confirmed", "waitlisted"]


def test_a_place_lost_between_preview_and_commit_refuses_all(manager):
    kind = make.make_type(capacity=2)
    preview = upload(manager, kind.session, codes(table(sector_line(1), sector_line(2))))
    make.apply(kind)
    page = commit(manager, kind.session, preview)
    assert [problem.row for problem in page.context["problems"]] == [3]
    assert Registration.objects.count() == 1
    assert ParticipationType.objects.get().taken == 1
    assert Mail.objects.count() == 1


def test_companies_that_applied_already_are_recognised(manager):
    kind = make.make_type()
    known = make.apply(kind, contact=make.contact("Yamada1@example.jp"))
    rows = codes(table(sector_line(1), sector_line(2)))
    page = upload(manager, kind.session, rows)
    (problem,) = page.context["problems"]
    assert known.reference in problem.message
    preview = upload(manager, kind.session, rows, when_known="skip")
    commit(manager, kind.session, preview)
    assert Registration.objects.count() == 2


def test_the_export_by_person_is_read_back_as_it_was(manager):
    kind = make.make_type(capacity=10)
    make.apply(
        kind,
        company=make.company("=SUM(1)", size="21-50", corporate_number="4000012090001"),
        attendees=[make.person("a@example.jp"), make.person("", family_name="@山")],
    )
    make.apply(kind, company=make.company("-有明食品", prefecture="saga"), message="=1")
    for extension in ("csv", "xlsx"):
        session = make.make_session()
        make.make_type(session, label_ja=kind.label_ja, capacity=10)
        response = manager.get(
            reverse("registrations:index"),
            {"session": kind.session_id, "export": extension, "rows": "people"},
        )
        content = b"".join(response.streaming_content)
        preview = upload(manager, session, content, f"people.{extension}")
        assert preview.status_code == 200, preview.context["problems"]
        commit(manager, session, preview)
        fields = ("company_name", "corporate_number", "sector", "prefecture", "size", "message")
        before = Registration.objects.filter(session=kind.session).values_list(*fields)
        after = Registration.objects.filter(session=session).values_list(*fields)
        assert sorted(before) == sorted(after)
        names = Attendee.objects.filter(registration__session=session)
        assert set(names.values_list("family_name", flat=True)) == {"髙﨑", "@山"}


@pytest.mark.parametrize(
    "text",
    ["=1", " =1", "　=1", "\u200b=1", "\xa0+1", "＝1", "＋1", "－1", "＠x", "　＝1", "\t=1", "|x"],
)
def test_what_a_spreadsheet_may_run_is_neutralised_and_read_back(text):
    assert roster.harmless(text) == f"'{text}"
    assert spreadsheets.original(roster.harmless(text)) == text
    content = spreadsheets.write_xlsx([[text]])
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A1"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize("text", ["株式会社＝", "a=1", "O'Neil", "'quoted", "1+1"])
def test_what_is_no_formula_stays(text):
    assert roster.harmless(text) == text
    assert spreadsheets.original(text) == text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * (30 * 1024 * 1024), "大きすぎます（30MB）"),
        (b"", "空です"),
        (b"%PDF-1.7\x00\x01", "表として読めない"),
        (b"PK\x03\x04broken", "表として読めない"),
        (b"\xd0\xcf\x11\xe0old", "古い形式"),
        (b"\x81\xff\xfe\xfa", "文字コードが分かりません"),
    ],
)
def test_other_files_are_refused_in_words(manager, content, words):
    kind = make.make_type()
    page = upload(manager, kind.session, content)
    assert page.status_code == 422
    text = page.content.decode()
    assert words in text or "空" in text


def test_a_forged_or_foreign_table_is_refused(manager):
    kind, other = make.make_type(), make.make_type()
    preview = upload(manager, kind.session, codes(table(sector_line(1))))
    page = commit(manager, other.session, preview).content.decode()
    assert "もう一度ファイルを選んでください" in page
    assert not Registration.objects.exists()


def test_the_sample_table_can_be_imported(manager):
    kind = make.make_type()
    for extension in ("csv", "xlsx"):
        response = manager.get(
            reverse("events_import_template", args=[kind.session_id, extension])
        )
        preview = upload(manager, kind.session, response.content, f"import.{extension}")
        assert preview.status_code == 200, preview.context["problems"]


@pytest.mark.django_db
def test_a_thousand_rows_are_checked_with_a_constant_number_of_queries(
    django_assert_max_num_queries,
):
    kind = make.make_type(capacity=2000)
    rows = table(*[sector_line(number) for number in range(1000)])
    with django_assert_max_num_queries(12):
        checked = forms.check(rows, kind.session)
        assert checked.problems == []
        outcome = importing.preview(session=kind.session, entries=checked.entries)
    assert outcome.confirmed == 1000
