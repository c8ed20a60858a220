"""The vocabulary by staff: what a line does is shown before it is kept."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button, HeaderButton
from wagtail.log_actions import log

from portal.discovery import effects
from portal.discovery.enums import EntryKind
from portal.discovery.forms.entry import EntryForm
from portal.discovery.models import VocabularyEntry
from portal.discovery.services import entries
from search import labels, vocabulary
from search.vocabulary import Kind
from search.vocabulary.files import problems

from .policies import SearchPolicy

OFTEN = (EntryKind.SYNONYMS, EntryKind.LAY_TERMS)


class EntryIndexView(generic.IndexView):
    """All lines, with a button for each kind of new one."""

    def get_base_queryset(self) -> QuerySet[VocabularyEntry]:
        """With who added it."""
        return super().get_base_queryset().select_related("created_by")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The two kinds that are made most."""
        return [
            HeaderButton(kind.label, url=self._add(kind), icon_name="plus", priority=number)
            for number, kind in enumerate(OFTEN)
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The other kinds, behind three dots."""
        others = [kind for kind in EntryKind if kind not in OFTEN]
        return [
            Button(kind.label, url=self._add(kind), icon_name="plus", priority=number)
            for number, kind in enumerate(others)
        ]

    def _add(self, kind: EntryKind) -> str:
        return f"{self.add_url}?kind={kind.value}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Files that were refused are told of here."""
        return super().get_context_data(*args, **kwargs) | {"problems": problems}


class _Previewed:
    """Mixin: the effect first; a drop is kept only by who says so."""

    request: HttpRequest
    form: EntryForm
    effect: effects.Effect | None = None

    def form_valid(self, form: EntryForm) -> HttpResponse:
        """Keep what was seen, show what was not."""
        self.form = form
        after = form.vocabulary_after()
        tried = effects.words_to_try(Kind(form.kind), form.cleaned_data["lines"])
        self.effect = effects.of(after, words=tried)
        wants = "action-save" in self.request.POST
        seen = self.request.POST.get("seen") == self.effect.key
        if wants and seen and (not self.effect.is_drop or self.request.POST.get("accept")):
            return super().form_valid(form)  # type: ignore[misc]
        if wants and seen:
            form.add_error(
                None,
                _(
                    "検索の質が下がります。それでも保存するときは、下の欄にチェックを入れてください。"
                ),
            )
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the effect, once there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["effect"] = self.effect
        if self.form.kind is EntryKind.LABEL_WORDS:
            context["codes"] = [
                (f"{facet}:{code}", label)
                for facet in labels.FACETS
                for code, label in labels.names(facet).items()
            ]
        return context


class EntryCreateView(_Previewed, generic.CreateView):
    """New lines of one kind."""

    def get_initial(self) -> dict[str, Any]:
        """The kind, and words that the report hands over."""
        given = self.request.GET
        return {"kind": given.get("kind", ""), "lines": given.get("lines", "")[:500]}

    def save_instance(self) -> VocabularyEntry:
        """Through the service; each line gets its own history."""
        data = self.form.cleaned_data
        made = entries.add(
            kind=data["kind"], lines=data["lines"], note=data["note"], actor=self.request.user
        )
        for entry in made:
            log(instance=entry, action="wagtail.create", content_changed=True)
        return made[-1]

    def get_success_message(self, instance: VocabularyEntry) -> str:
        """It works at once."""
        return _("保存しました。数秒のうちに検索に効きます。")

    def get_page_subtitle(self) -> str:
        """The kind of line."""
        return str(self.form.kind.label if hasattr(self, "form") else super().get_page_subtitle())


class EntryEditView(_Previewed, generic.EditView):
    """One line said otherwise."""

    def save_instance(self) -> VocabularyEntry:
        """Through the service."""
        data = self.form.cleaned_data
        entry = entries.change(
            entry=VocabularyEntry.objects.get(pk=self.object.pk),
            text=data["lines"][0],
            note=data["note"],
            actor=self.request.user,
        )
        self.has_content_changes = True
        log(instance=entry, action="wagtail.edit", content_changed=True)
        return entry

    def get_success_message(self) -> str:
        """It works at once."""
        return _("保存しました。数秒のうちに検索に効きます。")


class EntryDeleteView(generic.DeleteView):
    """Taking a line back, with its effect."""

    def delete_action(self) -> None:
        """Through the service."""
        log(instance=self.object, action="wagtail.delete")
        entries.remove(entry=self.object, actor=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the effect of being without it."""
        rows = VocabularyEntry.objects.exclude(pk=self.object.pk).order_by("pk")
        added = [(Kind(kind), text) for kind, text in rows.values_list("kind", "text")]
        after = vocabulary.extended(vocabulary.shipped(), added)
        tried = effects.words_to_try(Kind(self.object.kind), [self.object.text])
        return super().get_context_data(**kwargs) | {"effect": effects.of(after, words=tried)}


class EntryViewSet(ModelViewSet):
    """Added lines of the vocabulary."""

    model = VocabularyEntry
    name = "search_words"
    url_prefix = "search/words"
    icon = "tag"
    menu_label = gettext_lazy("検索の言葉")
    index_view_class = EntryIndexView
    add_view_class = EntryCreateView
    edit_view_class = EntryEditView
    delete_view_class = EntryDeleteView
    copy_view_enabled = False
    add_to_reference_index = False
    index_template_name = "portal/discovery/admin/entries.html"
    create_template_name = "portal/discovery/admin/entry_form.html"
    edit_template_name = "portal/discovery/admin/entry_form.html"
    delete_template_name = "portal/discovery/admin/entry_delete.html"
    list_display = (
        "text",
        Column("kind", label=gettext_lazy("種類"), accessor="get_kind_display", sort_key="kind"),
        "note",
        UserColumn("created_by", label=gettext_lazy("加えた人")),
        DateColumn("created_at", label=gettext_lazy("加えた日時"), sort_key="created_at"),
    )
    list_filter = ("kind", "created_by")
    list_export = ("kind", "text", "note", "created_at")
    search_fields = ("text", "note")
    search_backend_name = None
    permission_policy = SearchPolicy(VocabularyEntry)

    def get_form_class(self, for_update: bool = False) -> type[EntryForm]:
        """One form for both."""
        return EntryForm


def add_url(*, kind: EntryKind, lines: str) -> str:
    """Where a new line of ``kind`` is made, with words already in it."""
    query = urlencode({"kind": kind.value, "lines": lines})
    return f"{reverse('search_words:add')}?{query}"
