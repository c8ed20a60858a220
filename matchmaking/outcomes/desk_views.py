"""Outcomes and stories at the coordinator's desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import Introduction, Story
from ..services import introduction as introductions
from ..transitions import NotAllowedError
from ..views.guard import for_coordinators
from . import selectors, stories, words
from .forms import ByTelephoneForm, StoryForm

_WORDS = ("title", "summary", "trouble", "support", "result", "with_names")


@require_POST
@for_coordinators
def heard(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what one side told the coordinator by telephone."""
    found = get_object_or_404(Introduction.objects.with_sides(), pk=pk)
    form = ByTelephoneForm(request.POST)
    if form.is_valid():
        try:
            introductions.record_outcome(
                introduction=found,
                user=request.user,
                kind=form.cleaned_data["kind"],
                note=form.cleaned_data["note"],
                heard_from=form.cleaned_data["side"],
            )
            messages.success(request, _("成果を記録しました。"))
        except NotAllowedError as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("側と成果を選んでください。"))
    return redirect("matchmaking_desk:introduction", found.pk)


@for_coordinators
def story_list(request: HttpRequest) -> HttpResponse:
    """All stories with the consents in force."""
    return render(
        request, "matchmaking/desk/stories.html", {"stories": list(selectors.stories()[:100])}
    )


@for_coordinators
def edit_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the story of an introduction, or change it; a change asks both sides again."""
    introduction = get_object_or_404(Introduction.objects.with_sides(), pk=pk)
    story = Story.objects.filter(introduction=introduction).first()
    form = StoryForm(request.POST or None, initial=_initial(introduction, story))
    if request.method == "POST" and form.is_valid():
        try:
            kept = stories.save(introduction=introduction, actor=request.user, **form.cleaned_data)
            messages.success(request, _("保存しました。"))
            return redirect("matchmaking_desk:story", kept.pk)
        except NotAllowedError as refusal:
            form.add_error(None, str(refusal))
    return render(
        request,
        "matchmaking/desk/story_form.html",
        {"form": form, "introduction": introduction, "story": story},
    )


def _initial(introduction: Introduction, story: Story | None) -> dict[str, Any]:
    if story is None:
        return {"themes": list(introduction.proposal.need.themes.all())}
    return {
        **{name: getattr(story, name) for name in _WORDS},
        "themes": list(story.themes.all()),
    }


@for_coordinators
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """A story as both sides see it, and who has agreed."""
    known = Story.objects.select_related("company", "provider", "sector", "page")
    found = get_object_or_404(known, pk=pk)
    return render(
        request,
        "matchmaking/desk/story.html",
        {
            "story": found,
            "blocks": words.blocks(found),
            "themes": list(found.themes.all()),
            "agreements": list(found.agreements.select_related("person")),
        },
    )


@require_POST
@for_coordinators
def ask_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the words to both sides."""
    found = get_object_or_404(Story, pk=pk)
    try:
        stories.ask(story=found, actor=request.user)
        messages.success(request, _("双方に、文章の確認と同意をお願いするメールを送りました。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect("matchmaking_desk:story", found.pk)
