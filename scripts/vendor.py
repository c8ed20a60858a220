"""Fetch design tokens, fonts, the QR reader and what tests need through the npm client.

Run ``python scripts/vendor.py`` to refresh; what came from where, in which version and
under which licence is written to ``vendor.json`` beside the files. The web fonts are cut
from the fetched ones by ``fonts.py``.
"""

import base64
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import fonts  # noqa: E402  needs the path

STATIC = ROOT / "portal" / "static" / "portal"
PDF_FONTS = ROOT / "portal" / "pdf_fonts"
PACKAGES = {
    "@digital-go-jp/design-tokens": "1.1.9",
    "@expo-google-fonts/noto-sans-jp": "0.4.3",
    "jsqr": "1.4.0",
}
Place = Callable[[Path], None]
# Never served: the tests read our calendar files as a client in JavaScript does.
TEST_VENDOR = ROOT / "tests" / "browser" / "vendor"
TEST_PACKAGES = {"ical.js": "2.2.1"}


def unpack(name: str, version: str, folder: Path) -> Path:
    """The unpacked package, fetched with ``npm pack``."""
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    archive = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    target = folder / name.rpartition("/")[2] / name.partition("/")[0].strip("@")
    with tarfile.open(folder / archive.stdout.strip()) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def tokens(package: Path) -> None:
    """The design tokens as custom properties."""
    vendor = STATIC / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    shutil.copy(package / "dist" / "tokens.css", vendor / "dads-tokens.css")
    shutil.copy(package / "LICENSE", vendor / "dads-tokens.LICENSE")


def placeholder() -> None:
    """A font of one small dot, one em wide, for every Japanese letter.

    Machines without any Japanese font show it until the web font arrives: lines then
    break where they will break, and nothing jumps (see ``js/letters.js``).
    """
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "dot"])
    pens = {name: TTGlyphPen(None) for name in (".notdef", "dot")}
    for pen in pens.values():
        pen.moveTo((440, 320))
        for point in ((440, 440), (560, 440), (560, 320)):
            pen.lineTo(point)
        pen.closePath()
    builder.setupCharacterMap({0x3042: "dot"})
    builder.setupGlyf({name: pen.glyph() for name, pen in pens.items()})
    builder.setupHorizontalMetrics(dict.fromkeys(pens, (1000, 440)))
    builder.setupHorizontalHeader(ascent=1160, descent=-288)
    builder.setupNameTable({"familyName": "Letters to come", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=1160, sTypoDescender=-288, usWinAscent=1160, usWinDescent=288)
    builder.setupPost()
    many = CmapSubtable.newSubtable(13)
    many.platformID, many.platEncID, many.language, many.format = 3, 10, 0, 13
    ranges = ((0x3000, 0x30FF), (0x3200, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
    wide = (*ranges, (0xFF01, 0xFF60), (0x20000, 0x2A6DF))
    many.cmap = {code: "dot" for start, end in wide for code in range(start, end + 1)}
    builder.font["cmap"].tables.append(many)
    builder.font.flavor = "woff2"
    written = io.BytesIO()
    builder.save(written)
    script = STATIC / "js" / "letters.js"
    letters = base64.b64encode(written.getvalue()).decode()
    script.write_text(re.sub(r'DOTS = "[^"]*"', f'DOTS = "{letters}"', script.read_text()))


def pdf_fonts(package: Path) -> None:
    """Whole fonts: for PDFs, where sliced ones print wrong glyphs, and to cut web fonts from."""
    PDF_FONTS.mkdir(parents=True, exist_ok=True)
    shutil.copy(package / "400Regular" / "NotoSansJP_400Regular.ttf", PDF_FONTS)
    shutil.copy(package / "700Bold" / "NotoSansJP_700Bold.ttf", PDF_FONTS)
    shutil.copy(package / "LICENSE_FONT", PDF_FONTS / "LICENSE")


def qr_reader(package: Path) -> None:
    """What reads QR codes where the browser itself cannot."""
    vendor = STATIC / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    shutil.copy(package / "dist" / "jsQR.js", vendor / "jsqr.js")
    shutil.copy(package / "LICENSE", vendor / "jsqr.LICENSE")


def calendar_reader(package: Path) -> None:
    """ical.js in the form that an empty page can load."""
    TEST_VENDOR.mkdir(parents=True, exist_ok=True)
    shutil.copy(package / "dist" / "ical.es5.min.cjs", TEST_VENDOR / "ical.min.js")
    shutil.copy(package / "LICENSE", TEST_VENDOR / "ical.LICENSE")


def refresh(packages: dict[str, str], places: tuple[Place, ...], record: Path) -> None:
    """Fetch ``packages``, lay each in its place and note what came in which version."""
    told = []
    with tempfile.TemporaryDirectory() as folder:
        for (name, version), place in zip(packages.items(), places, strict=True):
            package = unpack(name, version, Path(folder))
            place(package)
            described = json.loads((package / "package.json").read_text())
            told.append({"name": name, "version": version, "licence": described["license"]})
            print(f"{name} {version}")
    record.write_text(json.dumps(told, indent=2) + "\n")


def main() -> None:
    """Refresh everything that was not written here."""
    refresh(PACKAGES, (tokens, pdf_fonts, qr_reader), STATIC / "vendor" / "vendor.json")
    fonts.refresh()
    placeholder()
    refresh(TEST_PACKAGES, (calendar_reader,), TEST_VENDOR / "vendor.json")


if __name__ == "__main__":
    main()
