"""From the rows of a table to checked applications, or to a list of what is wrong where."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.enums import OrganizationSize
from portal.taxonomy.models import Prefecture, Sector
from portal.templatetags.typography import LISTED

from ..enums import CompanyRole
from ..models import ParticipationType, Session
from ..selectors.roster import PEOPLE_HEADINGS
from ..services.application import Person
from ..services.import_plan import ERROR, SKIP, WAIT, Entry, Problem
from .by_hand import PERSON, CompanyFields, PersonForm
from .desk import ReasonForm

COMPANY = (
    "company",
    "corporate_number",
    "sector",
    "prefecture",
    "size",
    "contact",
    "email",
    "phone",
    "message",
)
READ = ("reference", "type", *COMPANY, *PERSON[:-1], "role", "person_email")
"""Columns that are read; the others of an export (state, dates) are passed over."""

LANGUAGES = ("ja", "en")
NEEDED = ("company", "sector", "prefecture", "email", "family_name", "given_name")
CONSENTED = gettext_lazy("個人情報の取扱いを本人に伝え、了承を得ました")


class UploadForm(ReasonForm):
    """The file and what to do with rows that do not fit."""

    file = forms.FileField(
        label=gettext_lazy("表のファイル"),
        help_text=gettext_lazy(
            "CSV（UTF-8またはShift_JIS）かExcelブック（.xlsx）。5MB、2,000行まで。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )
    when_full = forms.ChoiceField(
        label=gettext_lazy("満員になったとき"),
        choices=[
            (ERROR, gettext_lazy("取り込まずに知らせる")),
            (WAIT, gettext_lazy("満員のときはキャンセル待ちにする")),
        ],
        widget=forms.RadioSelect,
        initial=ERROR,
    )
    when_known = forms.ChoiceField(
        label=gettext_lazy("この回に登録済みの申込があるとき"),
        choices=[
            (ERROR, gettext_lazy("取り込まずに知らせる")),
            (SKIP, gettext_lazy("登録済みの申込は飛ばす")),
        ],
        widget=forms.RadioSelect,
        initial=ERROR,
    )
    consented = forms.BooleanField(label=CONSENTED)
    field_order = ("file", "when_full", "when_known", "consented", "reason")


@dataclass
class Checked:
    """What a table holds."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Group:
    """Rows of one application."""

    row: int
    values: dict[str, str]
    people: list[Person] = field(default_factory=list)
    people_rows: int = 0
    broken: bool = False


def headings() -> dict[str, str]:
    """The words above the columns that are read, by name."""
    return {name: str(PEOPLE_HEADINGS[name]) for name in READ}


def check(rows: list[list[str]], session: Session) -> Checked:
    """Read ``rows`` (the first holds the headings) as applications for ``session``."""
    checked = Checked()
    if not rows:
        checked.problems.append(Problem(1, "", _("表が空です。")))
        return checked
    columns = _columns(rows[0], checked)
    if checked.problems:
        return checked
    reader = _Reader(session, checked)
    for number, cells in enumerate(rows[1:], start=2):
        if any(cells):
            values = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
            reader.take(number, values)
    reader.finish()
    if not checked.entries and not checked.problems:
        checked.problems.append(Problem(2, "", _("見出しの下に行がありません。")))
    return checked


def _columns(head: list[str], checked: Checked) -> dict[str, int]:
    names: dict[str, str] = {name: name for name in READ}
    for language in LANGUAGES:
        with translation.override(language):
            names |= {words.casefold(): name for name, words in headings().items()}
    found: dict[str, int] = {}
    for at, cell in enumerate(head):
        name = names.get(cell.strip().casefold())
        if name in found:
            checked.problems.append(Problem(1, cell, _("同じ見出しの列が二つあります。")))
        elif name:
            found[name] = at
    for name in NEEDED:
        if name not in found:
            words = headings()[name]
            checked.problems.append(
                Problem(
                    1,
                    words,
                    _("「%(heading)s」の列がありません。見本の見出しをお使いください。")
                    % {"heading": words},
                )
            )
    return found


class _Reader:
    """Takes rows one after another; lists of choices are read once for the whole table."""

    def __init__(self, session: Session, checked: Checked) -> None:
        self.checked = checked
        self.words = headings()
        kinds = list(session.participation_types.all())
        self.types = kinds
        self.only: ParticipationType | None = kinds[0] if len(kinds) == 1 else None
        self.kinds = _by_words(kinds, "pk", "code", "label_ja", "label_en")
        self.sectors = _by_words(Sector.objects.all(), "pk", "pk", "label_ja", "label_en")
        self.prefectures = _by_words(Prefecture.objects.all(), "pk", "pk", "label_ja", "label_en")
        self.sizes = _of_choices(OrganizationSize.choices)
        self.roles = _of_choices(CompanyRole.choices)
        self.sector_of = {one.pk: one for one in Sector.objects.all()}
        self.prefecture_of = {one.pk: one for one in Prefecture.objects.all()}
        self.groups: dict[str, _Group] = {}

    def take(self, number: int, values: dict[str, str]) -> None:
        """One row: a person of an application that is there or new."""
        key = values.get("reference") or "|".join(
            [values.get("company", ""), values.get("email", "").lower(), values.get("type", "")]
        )
        group = self.groups.setdefault(key, _Group(row=number, values=values))
        for name in ("company", "email", "type"):
            if values.get(name, "") != group.values.get(name, ""):
                self._problem(
                    number,
                    name,
                    _("同じ受付番号の上の行（%(row)s行目）と違います。") % {"row": group.row},
                )
                group.broken = True
        group.people_rows += 1
        data = {name: values.get(name, "") for name in PERSON[:-1]}
        data["email"] = values.get("person_email", "")
        form = PersonForm(data)
        role = self._role(number, values.get("role", ""), group)
        if form.is_valid():
            group.people.append(_with_role(form.person(), role))
            return
        group.broken = True
        self._problems(number, form, {"email": "person_email"})

    def _role(self, number: int, words: str, group: _Group) -> str:
        role = self.roles.get(words.casefold(), "")
        if words and not role:
            group.broken = True
            message = _("「%(words)s」は一覧にありません。") % {"words": words[:40]}
            self._problem(number, "role", message)
        return role

    def finish(self) -> None:
        """Check each application as a whole."""
        for group in self.groups.values():
            self._finish(group)
        self.checked.problems.sort(key=lambda problem: problem.row)

    def _finish(self, group: _Group) -> None:
        values = group.values
        kind = self._kind(group)
        data: dict[str, Any] = {name: values.get(name, "") for name in COMPANY}
        data["sector"] = self._choice(group, "sector", self.sectors)
        data["prefecture"] = self._choice(group, "prefecture", self.prefectures)
        data["size"] = self._choice(group, "size", self.sizes)
        data["phone"] = _with_zero(data["phone"])
        form = CompanyFields(data)
        # The choices were looked up above: no query for each row.
        for name, known in (("sector", self.sector_of), ("prefecture", self.prefecture_of)):
            form.fields[name] = forms.TypedChoiceField(
                choices=[(key, key) for key in known],
                coerce=known.__getitem__,
                error_messages=form.fields[name].error_messages,
            )
        if not form.is_valid():
            group.broken = True
            self._problems(group.row, form, {})
        if group.broken or kind is None:
            return
        self.checked.entries.append(
            Entry(
                row=group.row,
                type_id=kind,
                company=form.company_of(),
                contact=form.contact_of(),
                people=tuple(group.people),
                message=form.cleaned_data["message"],
            )
        )

    def _kind(self, group: _Group) -> int | None:
        words = group.values.get("type", "")
        if not words and self.only:
            return self.only.pk
        found = self.kinds.get(words.casefold())
        if found is None:
            group.broken = True
            names = str(LISTED).join(kind.label for kind in self.types)
            message = _("参加区分を次から書いてください: %(names)s") % {"names": names}
            self._problem(group.row, "type", message)
        return found

    def _choice(self, group: _Group, name: str, known: dict[str, Any]) -> Any:
        words = group.values.get(name, "")
        found = known.get(words.casefold())
        if words and found is None:
            self._problem(
                group.row, name, _("「%(words)s」は一覧にありません。") % {"words": words[:40]}
            )
            group.broken = True
        return found or ""

    def _problems(self, number: int, form: forms.Form, names: dict[str, str]) -> None:
        for name, messages in form.errors.items():
            column = names.get(name, name)
            if any(
                problem.row == number and problem.column == self.words.get(column)
                for problem in self.checked.problems[-12:]
            ):
                continue
            for message in messages:
                self._problem(number, column, str(message))

    def _problem(self, number: int, column: str, message: str) -> None:
        words = self.words.get(column, column)
        self.checked.problems.append(Problem(number, words, message))


def _with_role(person: Person, role: str) -> Person:
    """The person with the part of the company, where applications carry one."""
    known = {one.name for one in fields(person)}
    return replace(person, role=role) if role and "role" in known else person


def _by_words(rows: Any, value: str, *names: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        for name in names:
            if words := str(getattr(row, name, "") or ""):
                found[words.casefold()] = getattr(row, value)
    return found


def _of_choices(choices: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for code, label in choices:
                found[code.casefold()] = code
                found[str(label).casefold()] = code
    return found


def _with_zero(phone: str) -> str:
    """A telephone number that a spreadsheet took for a figure gets its zero back."""
    return f"0{phone}" if phone.isdigit() and len(phone) in (9, 10) and phone[0] != "0" else phone
