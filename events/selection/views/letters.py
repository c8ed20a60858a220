"""一括のお知らせ in the admin: choose, write, read each, send once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import permissions
from events.models import Session

from .. import placeholders
from ..forms.letters import RecipientsForm, texts_of, typed
from ..models import Letter, LetterBatch
from ..selectors import letters as selectors
from ..services import letters
from .doors import attempt, with_batch, with_letter, with_session


@require_http_methods(["GET", "POST"])
@with_session(permissions.may_manage_event)
def batches(request: HttpRequest, session: Session) -> HttpResponse:
    """All batches of a session; a new one for whom a filter finds."""
    form = RecipientsForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        made = letters.prepare(
            session=session,
            registrations=form.registrations(),
            title=form.cleaned_data["title"],
            as_news=form.cleaned_data["as_news"],
            actor=request.user,
        )
        return redirect("events_selection:batch", made.pk)
    context = {"session": session, "form": form, "batches": selectors.batches(session)}
    return render(request, "events/selection/admin/batches.html", context)


@require_http_methods(["GET", "POST"])
@with_batch
def batch(request: HttpRequest, batch: LetterBatch) -> HttpResponse:
    """The words of each group, and where each letter stands."""
    texts = texts_of(batch)
    if request.method == "POST":
        wanted = typed(batch, request.POST)
        done = attempt(
            request,
            _("文面を保存しました。"),
            lambda: letters.write(batch=batch, texts=wanted, actor=request.user),
        )
        if done:
            return redirect("events_selection:batch", batch.pk)
        for one in texts:
            one.subject, one.body = wanted[one.group, one.language]
    context = {
        "batch": batch,
        "session": batch.session,
        "texts": texts,
        "progress": selectors.progress(batch),
        "names": placeholders.NAMES.items(),
    }
    return render(request, "events/selection/admin/batch.html", context)


@require_POST
@with_batch
def send(request: HttpRequest, batch: LetterBatch) -> HttpResponse:
    """Let them leave; a second click says that they have."""
    number = letters.send(batch=batch, actor=request.user)
    if number:
        messages.success(
            request,
            _("%(count)s通の送信を始めました。進み具合はこの画面でわかります。")
            % {"count": number},
        )
    else:
        messages.info(request, _("このお知らせは、すでに送信を始めています。"))
    return redirect("events_selection:batch", batch.pk)


@require_POST
@with_batch
def discard(request: HttpRequest, batch: LetterBatch) -> HttpResponse:
    """Throw a draft away."""
    session_id, pk = batch.session_id, batch.pk
    done = attempt(
        request,
        _("下書きを捨てました。だれにも送っていません。"),
        lambda: letters.discard(batch=batch, actor=request.user),
    )
    if done:
        return redirect("events_selection:batches", session_id)
    return redirect("events_selection:batch", pk)


@require_http_methods(["GET", "POST"])
@with_letter
def letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    """One letter exactly as it will leave, and the paragraph for this company alone."""
    if request.method == "POST":
        text = request.POST.get("personal", "").replace("\r\n", "\n")
        done = attempt(
            request,
            _("この社だけへの文を保存しました。"),
            lambda: letters.personalise(letter=letter, text=text, actor=request.user),
        )
        if done:
            return redirect("events_selection:letter", letter.pk)
        typed_text = text
    else:
        typed_text = letter.personal
    before, after, place, number = selectors.neighbours(letter)
    words = letters.context(letter)
    with translation.override(letter.registration.language):
        text = render_to_string("email/selection_letter.txt", words)
        html = render_to_string("email/selection_letter.html", words)
    context = {
        "letter": letter,
        "batch": letter.batch,
        "session": letter.batch.session,
        "subject": words["subject"],
        "text": text.strip(),
        "html": html,
        "typed": typed_text,
        "before": before,
        "after": after,
        "place": place,
        "number": number,
        "names": placeholders.NAMES.items(),
    }
    return render(request, "events/selection/admin/letter.html", context)
