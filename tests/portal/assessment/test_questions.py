"""The sets of questions are whole: words in both languages, themes and guides that exist."""

import pytest
from django.utils import translation

from portal.assessment import panels, questions, reading
from portal.content.services import opening_files
from portal.taxonomy.models import Theme
from tests.factories import content

WORDS = ("name", "ask", "lack", "step")


@pytest.mark.parametrize("version", questions.versions())
def test_each_question_has_its_words_in_both_languages(version):
    asked = questions.get(version)
    spoken = {}
    for language in ("ja", "en"):
        with translation.override(language):
            spoken[language] = [
                getattr(question, word) for question in asked.questions for word in WORDS
            ]
            assert all(spoken[language])
            assert all(group.name for group in asked.groups)
    assert not set(spoken["ja"]) & set(spoken["en"])
    codes = [question.code for question in asked.questions]
    assert len(set(codes)) == len(codes)
    assert {question.first for question in asked.questions} == {1, 2, 3}


def test_there_are_as_many_questions_as_my_page_and_the_guides_say():
    assert f"{len(questions.current().questions)}の質問" in str(panels.RESULTS.empty_text)


def test_an_unknown_version_has_no_questions():
    assert questions.get("1999-01") is None
    assert questions.get("../2026-11") is None
    assert questions.current().version == questions.versions()[-1]


@pytest.mark.django_db
def test_themes_exist():
    known = set(Theme.objects.values_list("code", flat=True))
    assert {question.theme for question in questions.current().questions} <= known


def test_guides_are_part_of_the_opening_content():
    folder = opening_files.FOLDER / "guides"
    wanted = {question.guide for question in questions.current().questions}
    assert wanted <= {path.stem for path in folder.glob("*.yaml")}


@pytest.mark.django_db
def test_guides_that_can_be_read_are_found_in_the_language_of_the_moment():
    for language in ("ja", "en"):
        content.page(slug="backups", title=f"backups {language}", language=language)
    content.page(slug="basic-policy").unpublish()
    for language, start in (("ja", "/"), ("en", "/en/")):
        with translation.override(language):
            found = reading.guides(["backups", "basic-policy", "unknown"])
        assert list(found) == ["backups"]
        title, address = found["backups"]
        assert title == f"backups {language}"
        assert address.startswith(start)
