"""PDFs show the right glyphs and load nothing from elsewhere."""

import pypdfium2
import pytest

from portal.delivery import pdf

# Each of these is missing from, or wrong in, some usual Japanese web font.
GLYPHS = "髙﨑鷗𠮷①★㈱"


@pytest.fixture
def draw(monkeypatch):
    """Render a body given as HTML."""

    def from_body(body):
        html = f'<html lang="ja"><title>t</title><body>{body}</body></html>'
        monkeypatch.setattr(pdf, "render_to_string", lambda *_: html)
        return pdf.render("any.html", {})

    return from_body


def picture(content):
    """The first page in grey."""
    page = pypdfium2.PdfDocument(content)[0]
    return page.render(scale=2).to_pil().convert("L")


def ink(content):
    """How many dots of the first page are dark."""
    return sum(picture(content).histogram()[:128])


@pytest.mark.parametrize("glyph", GLYPHS)
def test_rare_glyphs_are_drawn_and_not_as_the_missing_one(draw, glyph):
    style = '<p style="font-size:80px">'
    drawn, missing = draw(f"{style}{glyph}"), draw(f"{style}\U000f0000")
    assert ink(drawn) > 200
    assert picture(drawn).tobytes() != picture(missing).tobytes()


def test_bold_is_a_font_of_its_own(draw):
    assert ink(draw("<p><b>永</b>")) > 1.2 * ink(draw("<p>永"))


def test_text_can_be_read_out(draw):
    page = pypdfium2.PdfDocument(draw("<h1>参加証</h1><p>髙橋 花子"))[0]
    text = page.get_textpage().get_text_range()
    assert "参加証" in text
    assert "髙橋" in text


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="http://192.0.2.1/x.png">',
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="/media/x.png">',
        '<img alt="x" src="/static/none.png">',
        '<link rel="stylesheet" href="//192.0.2.1/x.css">',
    ],
)
def test_what_is_not_ours_is_refused(draw, body):
    with pytest.raises(pdf.ForbiddenAddress):
        draw(body)


def test_data_addresses_are_drawn(draw):
    svg = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'>"
    square = f"<img alt=\"x\" src=\"{svg}<rect width='90' height='90'/></svg>\">"
    assert ink(draw(square)) > 10000
