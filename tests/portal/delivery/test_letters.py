"""Letters: placeholders only, values never interpreted, the shipped text as a net."""

import pytest
from django.template import engines
from django.utils.translation import gettext_lazy as _

from portal.delivery import letter_texts, letters, mail
from portal.delivery.letters import Example, Letter, Placeholder, Wording
from portal.delivery.models import Mail, MailTemplate
from portal.privacy.models import AuditEntry
from tests.factories.events import make_user

pytestmark = pytest.mark.django_db

PLACEHOLDERS = (
    Placeholder("会社名", "company", lambda context: context["company"]),
    Placeholder("ページ", "page", lambda context: context["page"], is_address=True),
    Placeholder("壊れた値", "broken", lambda context: context["nothing"]),
)


@pytest.fixture
def letter(tmp_path, monkeypatch):
    """A registered letter with a frame of its own."""
    folder = tmp_path / "email"
    folder.mkdir()
    (folder / "frame.txt").write_text(
        "{% autoescape off %}{{ letter }}{% endautoescape %}\n-- 署名"
    )
    (folder / "frame.html").write_text("{{ letter_html }}<p>署名</p>")
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "dirs", [tmp_path, *engine.dirs])
    for loader in engine.template_loaders:
        loader.reset()
    monkeypatch.setattr(letters, "_letters", {})
    one = Letter(
        code="note",
        label="お知らせ",
        when="いつでも",
        subject=_("【受付完了】{{ 会社名 }}"),
        text="{{ 会社名 }} 様\n\n受け付けました。",
        frame="frame",
        placeholders=PLACEHOLDERS,
        example=lambda user, words: Example(
            "見本", {"company": "見本", "page": "https://x.example/"}
        ),
        may_edit=lambda user: True,
    )
    letters.register(one)
    return one


def queue(company="筑紫精密", key="k", **context):
    values = {"company": company, "page": "https://portal.example/1"}
    return mail.queue(key=key, to="a@example.jp", template="note", context=values | context)


def save(letter, subject="【お知らせ】{{ 会社名 }}", text="本文", seen=0, actor=None):
    return letter_texts.save(
        letter=letter, language="ja", new=Wording(subject, text), seen=seen, actor=actor
    )


def test_the_shipped_text_is_used_until_staff_write_another(letter):
    assert queue().subject == "【受付完了】筑紫精密"
    actor = make_user()
    save(letter, text="{{ company }}の皆さま\n{{ ページ }}", actor=actor)
    kept = queue(key="k2")
    assert kept.subject == "【お知らせ】筑紫精密"
    assert kept.text == "筑紫精密の皆さま\nhttps://portal.example/1\n-- 署名\n"
    assert '<a href="https://portal.example/1">https://portal.example/1</a>' in kept.html
    assert "筑紫精密の皆さま<br>" in kept.html
    entry = AuditEntry.objects.get(action="letter.edited")
    assert (entry.target, entry.actor) == ("letter:note:ja", actor)


def test_another_language_keeps_its_own_text(letter):
    save(letter)
    values = {"company": "Chikushi", "page": ""}
    kept = mail.queue(key="e", to="a@example.jp", template="note", context=values, language="en")
    assert kept.subject == "[Received] Chikushi" or kept.subject == "【受付完了】Chikushi"
    assert "本文" not in kept.text


def test_versions_are_kept_and_the_shipped_text_comes_back(letter):
    first = save(letter)
    second = save(letter, text="二つめ", seen=first.pk)
    assert queue().text.startswith("二つめ")
    letter_texts.reset(letter=letter, language="ja", seen=second.pk, actor=None)
    assert queue(key="k2").subject == "【受付完了】筑紫精密"
    assert MailTemplate.objects.count() == 2
    assert AuditEntry.objects.filter(action="letter.reset").count() == 1


def test_who_saves_over_a_newer_text_is_told(letter):
    save(letter)
    with pytest.raises(letter_texts.ChangedMeanwhile):
        save(letter, seen=0)
    assert MailTemplate.objects.filter(is_current=True).count() == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("一行目\n{{ 会社 }}", 2),
        ("{% load i18n %}", 1),
        ("a\nb\n{{ company.secret }}", 3),
        ("{{ settings.SECRET_KEY }}", 1),
        ("{{ 会社名 ", 1),
        ("会社名 }}", 1),
        ("{# x #}", 1),
        ("{{ 会社名|safe }}", 1),
        ("{{ {{ 会社名 }} }}", 1),
    ],
)
def test_anything_but_a_known_placeholder_is_refused_with_its_line(letter, text, line):
    problems = letters.find_problems(text, letter)
    assert problems
    assert problems[0].line == line
    with pytest.raises(ValueError, match="Problem"):
        save(letter, text=text)


@pytest.mark.parametrize(
    "company",
    [
        "{{ ページ }}",
        "{% debug %}",
        "<script>alert(1)</script>",
        "株式会社\r\nBcc: all@example.com",
        "https://phishing.example/",
        "😀" * 100,
    ],
)
def test_what_people_typed_is_never_code_nor_a_link(letter, company):
    save(letter, text="{{ 会社名 }}")
    kept = queue(company)
    assert "<script" not in kept.html
    assert "<a " not in kept.html
    assert "\n" not in kept.subject
    assert "https://portal.example/1" not in kept.text + kept.html
    assert company.split("\r")[0] in kept.text


def test_addresses_that_staff_write_are_links_also_right_before_a_placeholder(letter):
    save(letter, text="https://www.example.jp/{{ 会社名 }} を見る")
    kept = queue("abc")
    assert '<a href="https://www.example.jp/">' in kept.html
    assert "abc を見る" in kept.html


def test_a_text_that_fails_gives_way_to_the_shipped_one(letter, caplog):
    save(letter, text="{{ 壊れた値 }}")
    kept = queue()
    assert kept.subject == "【受付完了】筑紫精密"
    assert "edited letter failed" in caplog.text
    assert Mail.objects.count() == 1


def test_a_long_subject_is_cut(letter):
    assert len(queue("長" * 300).subject) == mail.SUBJECT_LENGTH


def test_a_letter_is_registered_once_and_checked(letter):
    with pytest.raises(ValueError, match="note"):
        letters.register(letter)
