"""English pages join facts and names in the English way: templates leave it to a tag."""

import re

from portal.settings.environment import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted(
    (ROOT / "templates").rglob("*.txt")
)
TRANSLATED = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%\s*trans(?:late)?\b.*?%}"
    r"|_\(\"[^\"]*\"\)|{#.*?#}",
    re.DOTALL,
)


def test_no_japanese_dot_stands_outside_translated_words():
    """``{% apart %}``, ``{% listed %}`` or ``|listed`` of typography say it in both languages."""
    assert [
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        if "・" in TRANSLATED.sub("", path.read_text())
    ] == []
