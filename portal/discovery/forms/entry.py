"""The form for lines of the vocabulary, checked by the parser of its files."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.discovery.enums import EntryKind
from portal.discovery.models import VocabularyEntry
from search import analysis, labels, vocabulary
from search.vocabulary import Kind, VocabularyError

MAX_LINES = 50
MAX_LENGTH = 500
_SIGNS = re.compile(r"[,、=>]+")

FORMS = {
    EntryKind.SYNONYMS: (
        gettext_lazy("語, 語, 語"),
        gettext_lazy("どれで探しても、ほかの語の文書も見つかります。"),
        gettext_lazy("多要素認証, 二段階認証, MFA"),
    ),
    EntryKind.LAY_TERMS: (
        gettext_lazy("ふだんの言い方 => 専門の言い方"),
        gettext_lazy("左の言葉で探した人に、右の言葉の文書も見せます。逆はしません。"),
        gettext_lazy("画面が固まった, 動かない => ランサムウェア"),
    ),
    EntryKind.LABEL_WORDS: (
        gettext_lazy("分類:コード = 語, 語"),
        gettext_lazy(
            "この分類の付いた文書が、右の言葉でも見つかります。索引には数分のうちに入ります。"
        ),
        gettext_lazy("sector:manufacturing = 町工場, ものづくり"),
    ),
    EntryKind.IDLE_WORDS: (
        gettext_lazy("一行に一語"),
        gettext_lazy("検索の言葉にあっても、それだけでは探しません。"),
        gettext_lazy("方法"),
    ),
    EntryKind.WHOLE_WORDS: (
        gettext_lazy("一行に一語"),
        gettext_lazy("語の一部だけが一致した文書を出しません。"),
        gettext_lazy("お助け隊"),
    ),
}
"""How a line is written, what it does, and an example."""


class EntryForm(forms.ModelForm):
    """Lines of one kind; a line that is there already is edited alone."""

    lines = forms.CharField(
        label=gettext_lazy("内容"),
        max_length=MAX_LINES * MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        strip=True,
    )

    class Meta:
        model = VocabularyEntry
        fields = ("kind", "note")
        widgets = {"kind": forms.HiddenInput}

    field_order = ("kind", "lines", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        self.kind = self._kind()
        self.wording, self.meaning, self.example = FORMS[self.kind]
        self.fields["lines"].help_text = (
            _("一行に一つずつ、まとめて書けます。") if self.is_new else _("一行で書きます。")
        )
        if not self.is_new:
            self.initial["lines"] = self.instance.text

    def _kind(self) -> EntryKind:
        """What is edited stays what it is; for a new one the form says it."""
        given = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        if not self.is_new:
            given = self.instance.kind
        return EntryKind(given) if given in EntryKind.values else EntryKind.SYNONYMS

    def clean_kind(self) -> str:
        """The kind of an entry never changes."""
        return self.kind.value

    def clean_lines(self) -> list[str]:
        """Lines that the parser takes, each with its number where it does not."""
        text = self.cleaned_data["lines"]
        found = list(vocabulary.lines(text))
        if not found:
            raise ValidationError(_("一行も書かれていません。"))
        if len(found) > (MAX_LINES if self.is_new else 1):
            raise ValidationError(
                _("一度に加えられるのは%(n)s行までです。") % {"n": MAX_LINES}
                if self.is_new
                else _("一行で書いてください。")
            )
        problems = [problem for number, line in found for problem in self._problems(number, line)]
        if problems:
            raise ValidationError(problems)
        return [line.split("#", 1)[0].strip() for _number, line in found]

    def _problems(self, number: int, line: str) -> list[str]:
        reason = self._reason(line)
        if not reason:
            return []
        return [_("%(n)s行目: %(reason)s") % {"n": number, "reason": reason}]

    def _reason(self, line: str) -> str:
        """Why ``line`` cannot be taken; empty if it can."""
        if len(line) > MAX_LENGTH:
            return _("長すぎます。%(n)s文字までにしてください。") % {"n": MAX_LENGTH}
        try:
            vocabulary.check(Kind(self.kind), line)
        except VocabularyError as error:
            return error.reason
        if self.kind is EntryKind.LABEL_WORDS:
            label, _equals, line = line.partition("=")
            facet, _colon, code = (part.strip() for part in label.partition(":"))
            if code not in (labels.names(facet) if facet in labels.FACETS else {}):
                return _("%(label)s という分類はありません。") % {"label": label.strip()}
        for word in filter(None, (part.strip() for part in _SIGNS.split(line))):
            if not analysis.norms(word):
                return _("「%(word)s」は助詞や記号だけなので、検索の言葉になりません。") % {
                    "word": word
                }
        known = VocabularyEntry.objects.filter(kind=self.kind, text=line.split("#", 1)[0].strip())
        if known.exclude(pk=self.instance.pk).exists():
            return _("同じものがすでにあります。")
        if self.kind is EntryKind.SYNONYMS and self._is_shipped(line):
            return _("この組は、はじめから入っています。")
        return ""

    @staticmethod
    def _is_shipped(line: str) -> bool:
        words = {analysis.norms(part) for part in _SIGNS.split(line) if part.strip()}
        groups = vocabulary.shipped().synonyms
        return any(words <= {analysis.norms(word) for word in group} for group in groups)

    def vocabulary_after(self) -> vocabulary.Vocabulary:
        """What would be in force with these lines (and without the edited one)."""
        rows = VocabularyEntry.objects.exclude(pk=self.instance.pk).order_by("pk")
        added = [(Kind(kind), text) for kind, text in rows.values_list("kind", "text")]
        added += [(Kind(self.kind), line) for line in self.cleaned_data["lines"]]
        return vocabulary.extended(vocabulary.shipped(), added)
