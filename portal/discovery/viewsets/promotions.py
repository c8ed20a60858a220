"""Results on top, by staff."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from portal.discovery.forms.promotion import PromotionForm
from portal.discovery.models import Promotion
from portal.discovery.services import promoting

from .policies import SearchPolicy


class PromotionIndexView(generic.IndexView):
    """All of them, with who made them."""

    def get_base_queryset(self) -> QuerySet[Promotion]:
        """In one query."""
        return super().get_base_queryset().select_related("created_by")


class _Finding:
    """Mixin: 「探す」 offers documents and keeps nothing."""

    request: HttpRequest
    form: PromotionForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look for documents, or keep the promotion."""
        if "action-find" not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        self.object = self.get_object() if self.kwargs else None  # type: ignore[attr-defined]
        given: dict[str, Any] = {
            name: request.POST.get(name, "") for name in PromotionForm.base_fields
        }
        given["allows_more"] = "allows_more" in request.POST
        given["chosen"] = ""
        self.form = PromotionForm(initial=given, instance=self.object)
        self.asked = bool(given["target"].strip())
        return self.render_to_response(self.get_context_data(form=self.form))  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether something was looked for and not found."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        found = self.form.fields["chosen"].choices  # type: ignore[attr-defined]
        context["finds_nothing"] = getattr(self, "asked", False) and not found
        return context


class PromotionCreateView(_Finding, generic.CreateView):
    """A new one."""

    submit_button_label = gettext_lazy("保存する")

    def get_initial(self) -> dict[str, Any]:
        """Words that the report hands over."""
        given = self.request.GET
        return {"words": given.get("words", "")[:200], "language": given.get("language", "ja")}

    def save_instance(self) -> Promotion:
        """Through the service."""
        promotion = self.form.save(commit=False)
        promoting.save(promotion=promotion, actor=self.request.user)
        log(instance=promotion, action="wagtail.create", content_changed=True)
        return promotion

    def get_success_message(self, instance: Promotion) -> str:
        """It works at once."""
        return _("保存しました。すぐに検索の結果に出ます。")


class PromotionEditView(_Finding, generic.EditView):
    """Another period, other words, another document."""

    def save_instance(self) -> Promotion:
        """Through the service."""
        promotion = self.form.save(commit=False)
        promoting.save(promotion=promotion, actor=self.request.user)
        self.has_content_changes = True
        log(instance=promotion, action="wagtail.edit", content_changed=True)
        return promotion

    def get_success_message(self) -> str:
        """It works at once."""
        return _("保存しました。すぐに検索の結果に出ます。")


class PromotionDeleteView(generic.DeleteView):
    """Taken away."""

    def delete_action(self) -> None:
        """Through the service."""
        log(instance=self.object, action="wagtail.delete")
        promoting.remove(promotion=self.object, actor=self.request.user)


class PromotionViewSet(ModelViewSet):
    """Results on top."""

    model = Promotion
    name = "search_promotions"
    url_prefix = "search/promotions"
    icon = "pick"
    menu_label = gettext_lazy("おすすめの結果")
    index_view_class = PromotionIndexView
    add_view_class = PromotionCreateView
    edit_view_class = PromotionEditView
    delete_view_class = PromotionDeleteView
    copy_view_enabled = False
    add_to_reference_index = False
    create_template_name = "portal/discovery/admin/promotion_form.html"
    edit_template_name = "portal/discovery/admin/promotion_form.html"
    list_display = (
        "title",
        Column("words", label=gettext_lazy("検索の言葉")),
        Column("language", label=gettext_lazy("言語"), accessor="get_language_display"),
        Column("starts_on", label=gettext_lazy("出し始める日"), sort_key="starts_on"),
        Column("ends_on", label=gettext_lazy("最後の日"), sort_key="ends_on"),
        UserColumn("created_by", label=gettext_lazy("加えた人")),
    )
    list_filter = ("language",)
    list_export = ("title", "url", "words", "language", "starts_on", "ends_on", "note")
    search_fields = ("words", "title", "note")
    search_backend_name = None
    permission_policy = SearchPolicy(Promotion)

    def get_form_class(self, for_update: bool = False) -> type[PromotionForm]:
        """One form for both."""
        return PromotionForm


def add_url(*, words: str, language: str) -> str:
    """Where a new one is made, with words already in it."""
    return (
        f"{reverse('search_promotions:add')}?{urlencode({'words': words, 'language': language})}"
    )
