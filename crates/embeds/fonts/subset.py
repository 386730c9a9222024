#!/usr/bin/env python3
"""Makes the fonts of picture cards from Debian's fonts-inter: see README.md.

Usage: subset.py FOLDER-WITH-INTER-OTF   (needs fonttools)
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
STYLES = ["Regular", "Bold"]
RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x024F),  # Latin
    (0x02B9, 0x02DD), (0x0300, 0x0336),  # modifiers, combining marks
    (0x0370, 0x03FF),                    # Greek
    (0x0400, 0x052F),                    # Cyrillic
    (0x1E00, 0x1EFF),                    # Latin with more marks (Vietnamese)
    (0x2010, 0x2027), (0x202F, 0x205E),  # punctuation, without direction marks
    (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x218B),  # super- and subscripts, currencies, letterlike, numbers
    (0x2190, 0x21FF), (0x2200, 0x22FF),  # arrows, mathematics
    (0x25A0, 0x25FF), (0x2600, 0x27BF),  # shapes and signs; U+25A1 stands for what is missing
]


def main(folder: pathlib.Path) -> None:
    wanted = {c for first, last in RANGES for c in range(first, last + 1)}
    advances: dict[int, list[int]] = {}
    for style in STYLES:
        options = subset.Options(
            layout_features=["kern", "mark", "mkmk", "ccmp", "locl"],
            hinting=False,
            notdef_outline=True,
            name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
            drop_tables=["DSIG", "FFTM"],
            recalc_timestamp=False,
        )
        font = subset.load_font(folder / f"Inter-{style}.otf", options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        out = HERE / f"Inter-{style}.otf"
        subset.save_font(font, out, options)
        made = TTFont(out)
        per_em = made["head"].unitsPerEm
        for code, glyph in made.getBestCmap().items():
            advances.setdefault(code, []).append(made["hmtx"][glyph][0])
    lines = [f"{per_em}"]
    lines += [f"{code:04X}\t{by[0]}\t{by[1]}" for code, by in sorted(advances.items()) if len(by) == len(STYLES)]
    (HERE / "advances.tsv").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
