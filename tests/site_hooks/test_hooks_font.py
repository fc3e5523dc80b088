import hashlib
import html
import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from site_hooks.font import SOURCE, subset
from site_hooks.mathematics import mended
from tests.site_hooks.conftest import REPO

MOST_BYTES = 80_000


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("font") / "math.woff2"
    subset(SOURCE, path)
    return path


def test_it_is_small_and_can_set_formulas(made):
    font = TTFont(made)
    assert made.stat().st_size <= MOST_BYTES
    assert "MATH" in font
    # The licence asks that its notice goes along.
    assert "STIX" in font["name"].getDebugName(0)
    assert "OFL" in font["name"].getDebugName(14)


def test_the_same_font_gives_the_same_bytes(made, tmp_path):
    subset(SOURCE, tmp_path / "again.woff2")
    assert (tmp_path / "again.woff2").read_bytes() == made.read_bytes()


def test_it_is_published_under_a_name_of_its_content(runtime, made):
    assert runtime.font.startswith("math-")
    published = runtime.assets / runtime.font
    assert hashlib.sha256(published.read_bytes()).hexdigest()[:10] in runtime.font
    assert f"url({runtime.font})" in (runtime.assets / runtime.style).read_text("utf-8")


def test_every_formula_of_this_site_can_be_set(made):
    """In the letters as written, and in italics, as a browser sets a lone one."""
    known = TTFont(made).getBestCmap()
    italic = {
        unicodedata.normalize("NFKC", chr(code)): code
        for code in (*range(0x1D434, 0x1D468), 0x210E, *range(0x1D6E2, 0x1D71C))
    }
    missing = set()
    for page in (REPO / "content").rglob("*.md"):
        for formula in formulas(page.read_text("utf-8")):
            for tag, text in re.findall(r"<(m[ion])[^>]*>([^<]+)</m", formula):
                text = html.unescape(text)
                codes = [italic.get(text, ord(text))] if tag == "mi" and len(text) == 1 else map(ord, text)
                missing |= {chr(code) for code in codes if code not in known and not chr(code).isspace()}
    assert missing == set()


def formulas(markdown):
    from latex2mathml.converter import convert

    prose = re.sub(r"^(`{3,}).*?^\1", "", markdown, flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"`[^`\n]+`", "", prose)
    for latex in re.findall(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", prose, flags=re.DOTALL):
        yield mended(convert(" ".join("".join(latex).split())))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (
            "<msup><mi>f</mi><mi>&#x02032;</mi></msup>",
            '<mrow><mi>f</mi><mo lspace="0" rspace="0">&#x02032;</mo></mrow>',
        ),
        ("<mo>&#x0002A;</mo>", "<mo>&#x02217;</mo>"),
        # A single bar is no fence.
        ("<mi>a</mi><mo>&#x0007C;</mo><mi>b</mi>", "<mi>a</mi><mo>&#x0007C;</mo><mi>b</mi>"),
        (
            '<mo>&#x02016;</mo><mi>x</mi><mo stretchy="false">&#x02016;</mo>',
            '<mo form="prefix" stretchy="false">&#x02016;</mo><mi>x</mi>'
            '<mo form="postfix" stretchy="false">&#x02016;</mo>',
        ),
    ],
)
def test_what_the_converter_makes_is_set_as_in_a_book(made, expected):
    assert mended(made) == expected
