"""The font of formulas: the part of STIX Two Math that lessons need.

MathML needs a font that says how high a fraction bar stands and how roots and brackets grow. Many phones have none.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from .packages import FRONTEND

SOURCE = FRONTEND / "node_modules" / "@fontsource" / "stix-two-math" / "files" / "stix-two-math-latin-400-normal.woff2"
# First and last of each range. A browser sets a lone `x` in a formula as U+1D465, so both are needed.
RANGES = (
    (0x20, 0x7E),  # letters, figures, brackets
    (0xA0, 0xFF),
    (0x2C6, 0x2DD),  # accents
    (0x391, 0x3C9),  # Greek
    (0x3D1, 0x3F5),
    (0x2010, 0x2044),  # dashes, primes, dots
    (0x20D7, 0x20D7),  # an arrow above
    (0x2102, 0x2124),  # double-struck and script letters of the first plane
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # operators and relations
    (0x2308, 0x230B),  # floor and ceiling
    (0x2605, 0x2606),
    (0x27E8, 0x27E9),  # angle brackets
    (0x27F5, 0x27FA),  # long arrows
    (0x2A7D, 0x2A7E),
    (0x1D400, 0x1D467),  # bold and italic letters
    (0x1D538, 0x1D550),  # double-struck capitals
    (0x1D6A8, 0x1D71B),  # bold and italic Greek
)
# Size-specific forms of primes and indices, and letters that lose their dot below an accent.
FEATURES = ["ssty", "dtls", "flac", "kern"]


def subset(source: Path, target: Path) -> None:
    """Write the glyphs of RANGES, and what they grow into, as WOFF2. The same font gives the same bytes."""
    options = Options()
    options.flavor, options.layout_features, options.hinting = "woff2", FEATURES, False
    # Its licence and its name go along; the time at which it was cut does not.
    options.name_IDs, options.recalc_timestamp = [0, 1, 2, 3, 4, 5, 6, 13, 14], False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
