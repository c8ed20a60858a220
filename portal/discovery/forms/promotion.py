"""The form for a result on top: the document is looked for by words or named by address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from portal.discovery import addresses
from portal.discovery.models import Promotion
from search import analysis, api, labels, query, sources
from search.documents import Document

OFFERED = 10
MAX_LINES = 20
SEPARATOR = ":"


class PromotionForm(forms.ModelForm):
    """Words, the document, language, period."""

    target = forms.CharField(
        label=gettext_lazy("出すもの"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "題名などの言葉を入れて「探す」を押すか、ページのアドレスを貼り付けてください。"
        ),
    )
    chosen = forms.ChoiceField(
        label=gettext_lazy("候補"), required=False, widget=forms.RadioSelect, choices=()
    )

    class Meta:
        model = Promotion
        fields = ("words", "allows_more", "language", "starts_on", "ends_on", "note")
        widgets = {
            "words": forms.Textarea(attrs={"rows": 3}),
            "starts_on": AdminDateInput(),
            "ends_on": AdminDateInput(),
        }

    field_order = (
        "words",
        "allows_more",
        "target",
        "chosen",
        "language",
        "starts_on",
        "ends_on",
        "note",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document: Document | None = None
        offered = self._offered()
        self.fields["chosen"].choices = offered  # type: ignore[attr-defined]
        if not offered:
            self.fields["chosen"].widget = forms.HiddenInput()

    def _value(self, name: str) -> str:
        given = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
        return str(given or "").strip()

    def _offered(self) -> list[tuple[str, str]]:
        """The document it has now, and what the words find."""
        offered: dict[str, str] = {}
        if self.instance.pk:
            offered[self._key(self.instance.source, self.instance.document)] = (
                f"{self.instance.title} ({self.instance.url})"
            )
            self.initial.setdefault("chosen", next(iter(offered)))
        words = self._value("target")
        if words and not addresses.looks_like_one(words):
            kinds = labels.names("kind")
            found = api.search(words, language=self._value("language") or "ja", size=OFFERED)
            for hit in found.hits:
                label = f"{hit.title} ({kinds.get(hit.kind, '')}, {hit.url})"
                offered.setdefault(self._key(hit.source, hit.pk), label)
        return list(offered.items())

    @staticmethod
    def _key(source: str, pk: str) -> str:
        return f"{source}{SEPARATOR}{pk}"

    def clean_words(self) -> str:
        """Lines that say something."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["words"].splitlines()]
        lines = list(dict.fromkeys(filter(None, lines)))
        for line in lines:
            if not analysis.norms(query.parse(line).text):
                raise ValidationError(
                    _("「%(words)s」は記号や助詞だけなので、検索の言葉になりません。")
                    % {"words": line}
                )
        if len(lines) > MAX_LINES:
            raise ValidationError(_("%(n)s行までにしてください。") % {"n": MAX_LINES})
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        """A document that search knows, in the language it is meant for."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        target, chosen = data.get("target", ""), data.get("chosen", "")
        if addresses.looks_like_one(target):
            self.document = addresses.document_at(target)
            if self.document is None:
                self.add_error("target", _("このアドレスには、検索で見つかるページがありません。"))
        elif chosen:
            source, _separator, pk = chosen.partition(SEPARATOR)
            self.document = sources.get(source).document(pk)
            if self.document is None:
                self.add_error("target", _("選んだページは、いまは公開されていません。"))
        elif self.errors.pop("chosen", None):
            self.add_error("target", _("もう一度「探す」を押して、出すものを選んでください。"))
        else:
            self.add_error("target", _("出すものを選んでください。"))
        language = data.get("language")
        if self.document is not None and language and self.document.language != language:
            self.add_error("language", _("選んだページの言語とちがいます。"))
        return data

    def _post_clean(self) -> None:
        if self.document is not None:
            self.instance.source = self.document.source
            self.instance.document = self.document.pk
            self.instance.title = self.document.title[:500]
            self.instance.url = self.document.url[:500]
        super()._post_clean()  # type: ignore[misc]
