"""Every Japanese text has its English, with the same places to fill in."""

import re
import runpy

import pytest
from django.conf import settings

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
messages = runpy.run_path(str(settings.BASE_DIR / "scripts" / "messages.py"))


def test_every_text_has_english():
    assert messages["check"]() == []


@pytest.mark.parametrize("room", messages["ROOMS"])
def test_the_english_has_the_same_places_to_fill_in(room):
    wrong = []
    for message in messages["read"](room):
        if not message.id or not messages["translated"](message):
            continue
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        wanted = set(PLACE.findall(ids[-1]))
        wrong += [text for text in strings[1:] or strings if set(PLACE.findall(text)) != wanted]
    assert wrong == []


def test_a_text_has_one_english_in_all_rooms():
    """All catalogues are read as one: of two meanings one would speak for the other's room."""
    english = {}
    for room in messages["ROOMS"]:
        for message in messages["read"](room):
            if message.id and messages["translated"](message):
                key = message.context, str(message.id)
                english.setdefault(key, {}).setdefault(str(message.string), []).append(room)
    assert [(key, found) for key, found in english.items() if len(found) > 1] == []


def test_text_of_a_template_and_of_code_is_found(tmp_path):
    template = tmp_path / "x.html"
    template.write_text(
        '{% load i18n %}<p title="{% translate "表題" %}">it\'s\n'
        "   {% blocktranslate count n=n %}{{ n }}件"
        "{% plural %}{{ n }}件ずつ{% endblocktranslate %}\n"
        '{% button label=_("申し込む") %}'
    )
    code = tmp_path / "x.py"
    code.write_text('_("検索")\nngettext("一つ", "多く", n)\npgettext("月", "火")\n_(name)\n')
    texts_of = messages["texts_of"]
    assert [text for text, _ in texts_of(template)] == [
        "表題",
        ("%(n)s件", "%(n)s件ずつ"),
        "申し込む",
    ]
    assert list(texts_of(code)) == [("検索", None), (("一つ", "多く"), None), ("火", "月")]
