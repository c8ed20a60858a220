"""What the two sides see: the question after the outcome, and a story to agree to."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..enums import StoryState
from ..models import OutcomeQuestion, Story
from ..transitions import NotAllowedError
from ..views import trails
from . import links, questions, stories, words
from .forms import AnswerForm, StoryDeclineForm, StoryReplyForm


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer one question without signing in; looking at it changes nothing."""
    try:
        question = _question(links.read_token(token))
    except signing.SignatureExpired:
        return _problem(request, 410)
    except (signing.BadSignature, ValueError, TypeError):
        return _problem(request, 404)
    if question is None or not questions.can_answer(question):
        return _problem(request, 410)
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, initial=_given(question))
    if request.method == "POST" and form.is_valid():
        try:
            questions.answer(question=question, **form.cleaned_data)
        except NotAllowedError as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)
    return render(
        request,
        "matchmaking/outcome_answer.html",
        {
            "trail": trails.trail((_("その後のお尋ね"), "")),
            "form": form,
            "question": question,
            "seed": question.introduction.proposal.seed,
            "answered": question.answered_at is not None,
        },
        status=422 if form.is_bound else 200,
    )


def _question(pk: int) -> OutcomeQuestion | None:
    known = OutcomeQuestion.objects.select_related(
        "introduction__proposal__seed", "person", "outcome"
    )
    return known.filter(pk=pk).first()


def _given(question: OutcomeQuestion) -> dict[str, Any]:
    if question.outcome is not None:
        return {"kind": question.outcome.kind, "note": question.outcome.note}
    return {"kind": questions.ONGOING} if question.state == questions.ONGOING else {}


def _problem(request: HttpRequest, status: int) -> HttpResponse:
    context = {"trail": trails.trail((_("その後のお尋ね"), "")), "status": status}
    return render(request, "matchmaking/outcome_link_problem.html", context, status=status)


def _own_story(user: Any, pk: int) -> Story:
    """A story of an organization of ``user`` that was shown to it."""
    known = Story.objects.select_related("company", "provider", "sector", "page")
    story = get_object_or_404(known.exclude(state=StoryState.DRAFT), pk=pk)
    if stories.side_of(user, story) is None:
        raise Http404
    return story


@login_required
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """The exact words, and what the reader's side may decide about them."""
    found = _own_story(request.user, pk)
    own = stories.agreement(found, str(stories.side_of(request.user, found)))
    form = StoryReplyForm(
        initial={"fingerprint": words.fingerprint(found)}, with_names=found.with_names
    )
    return render(
        request,
        "matchmaking/story.html",
        {
            "trail": trails.trail((_("事例の確認"), "")),
            "story": found,
            "blocks": words.blocks(found),
            "themes": list(found.themes.all()),
            "own": own,
            "form": form,
            "decline_form": StoryDeclineForm(),
            "asked": found.state == StoryState.ASKED and own is None,
            "page": found.page if found.page and found.page.live else None,
        },
    )


@login_required
@require_POST
def decide_story(request: Any, pk: int, action: str) -> HttpResponse:
    """Agree to the words, decline them, or take the consent back."""
    found = _own_story(request.user, pk)
    try:
        if action == "agree":
            stories.agree(
                story=found,
                user=request.user,
                fingerprint=request.POST.get("fingerprint", ""),
                names=bool(request.POST.get("names")),
            )
            messages.success(request, _("同意をいただきました。ありがとうございます。"))
        elif action == "decline":
            note = request.POST.get("note", "")
            stories.decline(story=found, user=request.user, note=note)
            messages.success(request, _("掲載しません。お知らせくださり、ありがとうございます。"))
        else:
            stories.withdraw(story=found, user=request.user)
            messages.success(request, _("同意を撤回しました。事例は公開されません。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect("matchmaking:story", found.pk)
