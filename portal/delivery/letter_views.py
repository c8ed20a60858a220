"""Letters in the Wagtail admin: all of them, and one with its text, placeholders and preview."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from . import letter_texts, letters, mail
from .letter_forms import WordingForm
from .letters import Composed, Example, Letter, Wording

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def letters_for(user: Any) -> list[Letter]:
    """The letters that ``user`` may reword; the room of each decides."""
    return [letter for letter in letters.letters() if letter.may_edit(user)]


@dataclass(frozen=True)
class Row:
    """A letter in the list: its subject in force, and the languages that staff reworded."""

    letter: Letter
    subject: str
    edited: list[str]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All letters with what they are for."""
    found = letters_for(request.user)
    if not found:
        raise PermissionDenied
    edited = letters.edited_wordings()
    rows = []
    for letter in found:
        mine = {
            language: subject
            for (code, language), subject in edited.items()
            if code == letter.code
        }
        subject = (
            mine.get(settings.LANGUAGE_CODE) or letter.shipped(settings.LANGUAGE_CODE).subject
        )
        rows.append(Row(letter, subject, sorted(mine)))
    return render(
        request, "portal/delivery/letters/index.html", {"rows": rows, "languages": LANGUAGES}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """One letter in one language: look, try, save, put the shipped text back."""
    letter = letters.find(code)
    if letter is None or language not in LANGUAGES:
        raise Http404
    if not letter.may_edit(request.user):
        raise PermissionDenied
    words = request.POST.get("case", request.GET.get("case", "")).strip()[:100]
    action = request.POST.get("action", "")
    if action == "reset":
        return _reset(request, letter, language)
    form = _form(request, letter, language)
    example = letter.example(request.user, words)
    if action and form.is_valid():
        if action == "save" and _save(request, form, language):
            return redirect("delivery_letter", code, language)
        if action == "test":
            _test(request, letter, form.wording, example, language)
    context = {
        "letter": letter,
        "language": language,
        "languages": LANGUAGES,
        "form": form,
        "words": words,
        "example": example,
        "preview": _preview(letter, form, example, language),
        "placeholders": _placeholders(letter, example, language),
        "is_edited": letter_texts.version(letter, language) != 0,
        "earlier": letter_texts.earlier(letter, language),
        "shipped": letter.shipped(language),
    }
    return render(request, "portal/delivery/letters/edit.html", context)


def _form(request: HttpRequest, letter: Letter, language: str) -> WordingForm:
    if request.method == "POST":
        return WordingForm(request.POST, letter=letter)
    now = letter_texts.wording(letter, language)
    seen = letter_texts.version(letter, language)
    initial = {"subject": now.subject, "text": now.text, "seen": seen}
    return WordingForm(initial=initial, letter=letter)


def _save(request: HttpRequest, form: WordingForm, language: str) -> bool:
    try:
        letter_texts.save(
            letter=form.letter,
            language=language,
            new=form.wording,
            seen=form.cleaned_data["seen"],
            actor=request.user,
        )
    except letter_texts.ChangedMeanwhile:
        form.add_error(None, _changed_meanwhile())
        return False
    messages.success(request, _("文面を保存しました。これから送るメールに使います。"))
    return True


def _reset(request: HttpRequest, letter: Letter, language: str) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        letter_texts.reset(
            letter=letter,
            language=language,
            seen=int(seen) if seen.isdecimal() else -1,
            actor=request.user,
        )
    except letter_texts.ChangedMeanwhile:
        messages.error(request, _changed_meanwhile())
    else:
        messages.success(request, _("はじめの文面に戻しました。前の文面は履歴に残ります。"))
    return redirect("delivery_letter", letter.code, language)


def _changed_meanwhile() -> str:
    return _(
        "ほかの人がこの文面を変えました。入力した文を控えてから、画面を読み込み直してください。"
    )


def _test(
    request: HttpRequest,
    letter: Letter,
    wording: Wording,
    example: Example | None,
    language: str,
) -> None:
    if example is None:
        messages.error(request, _("見本にする申込がないため、試しのメールは送れません。"))
        return
    composed = letters.compose_with(letter, wording, example.context, language=language)
    trial = Composed(
        _("【試し】%(subject)s") % {"subject": composed.subject}, composed.text, composed.html
    )
    address = request.user.email  # type: ignore[union-attr]
    mail.keep(
        key=f"letter-trial:{letter.code}:{uuid4()}", to=address, composed=trial, language=language
    )
    messages.success(request, _("%(address)s に試しのメールを送ります。") % {"address": address})


def _preview(
    letter: Letter, form: WordingForm, example: Example | None, language: str
) -> Composed | None:
    """The letter as it would leave, None while the text has problems or there is no case."""
    if example is None or (form.is_bound and not form.is_valid()):
        return None
    wording = form.wording if form.is_bound else letter_texts.wording(letter, language)
    try:
        return letters.compose_with(letter, wording, example.context, language=language)
    except KeyError:
        # A wording from before a placeholder went away: the shipped one leaves instead.
        return None


def _placeholders(letter: Letter, example: Example | None, language: str) -> list[tuple[str, str]]:
    """Names in ``language`` and what they stand for in the case at hand."""
    with translation.override(language):
        return [
            (
                "{{ " + one.name(language) + " }}",
                one.value(example.context) if example else "",
            )
            for one in letter.placeholders
        ]
