"""表から取り込む: upload, check, preview, commit; and the table to start from."""

import secrets
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.delivery import files
from portal.privacy.models import AuditEntry

from ... import spreadsheets
from ...forms import importing as forms
from ...models import Session
from ...services import import_plan, importing
from ...services.application import Company, Contact, Person
from .access import managed_session

HOUR = 3600
SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def template(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """A table with the headings and one invented line."""
    session = managed_session(request, pk)
    rows = _sample(session)
    if extension == "xlsx":
        content, kind = spreadsheets.write_xlsx(rows), XLSX
    else:
        content, kind = spreadsheets.write_csv(rows), "text/csv; charset=utf-8"
    return files.download(content, filename=f"import.{extension}", content_type=kind)


def _sample(session: Session) -> list[list[str]]:
    heads = forms.headings()
    first = session.participation_types.first()
    line = {
        "type": first.label if first else "",
        "company": _("見本精工株式会社"),
        "sector": _("製造業"),
        "prefecture": _("福岡県"),
        "contact": _("見本 花子"),
        "email": "hanako@example.jp",
        "phone": "092-555-1234",
        "family_name": _("見本"),
        "given_name": _("花子"),
        "family_name_kana": "ミホン",
        "given_name_kana": "ハナコ",
        "person_email": "hanako@example.jp",
    }
    return [list(heads.values()), [line.get(name, "") for name in heads]]


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file and show what it would do, or every row that is wrong."""
    session = managed_session(request, pk)
    if request.method == "POST" and "table" in request.POST:
        return _commit(request, session)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, session, form=form)
    given = form.cleaned_data
    upload = given["file"]
    try:
        if upload.size > spreadsheets.LARGEST:
            raise spreadsheets.too_large(upload.size)
        rows = spreadsheets.read(upload.read())
    except spreadsheets.Unreadable as unreadable:
        form.add_error("file", unreadable.message)
        return _show(request, session, form=form)
    checked = forms.check(rows, session)
    options = {"when_full": given["when_full"], "when_known": given["when_known"]}
    outcome, problems = None, checked.problems
    if not problems:
        try:
            outcome = importing.preview(session=session, entries=checked.entries, **options)
        except importing.ImportRefused as refused:
            problems = refused.problems
    if outcome is None:
        return _show(request, session, form=form, problems=problems)
    table = signing.dumps(
        {
            "key": secrets.token_hex(8),
            "reason": given["reason"],
            **options,
            "entries": [asdict(entry) for entry in checked.entries],
        },
        salt=_salt(request, session),
        compress=True,
    )
    context = {
        "session": session,
        "outcome": outcome,
        "entries": checked.entries[:SHOWN],
        "total": len(checked.entries),
        "people": sum(len(entry.people) for entry in checked.entries),
        "table": table,
    }
    return render(request, "events/admin/import_preview.html", context)


def _salt(request: HttpRequest, session: Session) -> str:
    return f"events.import.{session.pk}.{request.user.pk}"


def _show(
    request: HttpRequest,
    session: Session,
    *,
    form: Any,
    problems: list[import_plan.Problem] | None = None,
) -> HttpResponse:
    context = {
        "session": session,
        "form": form,
        "problems": (problems or [])[:SHOWN],
        "problem_count": len(problems or []),
        "types": list(session.participation_types.all()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "events/admin/import.html", context, status=status)


def _commit(request: HttpRequest, session: Session) -> HttpResponse:
    listing = f"{reverse('registrations:index')}?session={session.pk}"
    try:
        table = signing.loads(request.POST["table"], salt=_salt(request, session), max_age=HOUR)
    except signing.BadSignature:
        messages.error(
            request,
            _("確認から時間がたったか、内容が変わりました。もう一度ファイルを選んでください。"),
        )
        return redirect("events_import", session.pk)
    done = AuditEntry.objects.filter(
        target=f"session:{session.pk}", action="registrations.imported", detail__key=table["key"]
    )
    if done.exists():
        messages.info(request, _("この表はすでに取り込みました。"))
        return redirect(listing)
    try:
        outcome = importing.run(
            session=session,
            entries=[_entry(entry) for entry in table["entries"]],
            actor=request.user,
            when_full=table["when_full"],
            when_known=table["when_known"],
            reason=table["reason"],
            key=table["key"],
        )
    except importing.ImportRefused as refused:
        return _show(request, session, form=forms.UploadForm(), problems=refused.problems)
    messages.success(
        request,
        _(
            "取り込みました: 参加確定 %(confirmed)s件、キャンセル待ち %(waiting)s件、"
            "結果待ち %(applied)s件、飛ばした申込 %(skipped)s件"
        )
        % vars(outcome),
    )
    return redirect(listing)


def _entry(data: dict[str, Any]) -> import_plan.Entry:
    return import_plan.Entry(
        row=data["row"],
        type_id=data["type_id"],
        company=Company(**data["company"]),
        contact=Contact(**data["contact"]),
        people=tuple(Person(**person) for person in data["people"]),
        message=data["message"],
    )
