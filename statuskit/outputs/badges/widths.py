"""How wide a text is without a font at hand: advance widths of Verdana and its likes, in em.

The badge states the width to the browser, which then fits whatever font it has: a few per cent are no matter.
"""

import unicodedata
from collections.abc import Iterator

# Measured on DejaVu Sans, which is as wide as Verdana; rounded to a twentieth.
_LATIN = {
    sign: hundredths / 100
    for hundredths, signs in {
        30: " ',.IJijl·’",
        35: "-/:;\\f|",
        40: "!()[]rt",
        45: '"',
        50: "*_`sz–“”",
        55: "?Lc",
        60: "FPTYaekovxy",
        65: "$0123456789EKSbdghnpqu{}",
        70: "ABCRVXZ",
        75: "DGHNU",
        80: "&OQw",
        85: "#+<=>M^~",
        95: "%m",
        100: "@W—…",
    }.items()
    for sign in signs
}
_WIDE, _EMOJI = 1.0, 1.25
_RIGHT_TO_LEFT, _CAPITAL, _OTHER = 0.6, 0.75, 0.65
_SKIN_TONES, _FLAG_LETTERS = range(0x1F3FB, 0x1F400), range(0x1F1E6, 0x1F200)
_JOINER = "\u200d"


def width(text: str) -> float:
    """Tell how wide a text is, in em."""
    return sum(_advances(text))


def cut(text: str, limit: float) -> str:
    """Shorten a text that is wider than `limit` em, and let dots stand for the rest."""
    room, used, within = limit - _LATIN["…"], 0.0, 0
    for place, advance in enumerate(_advances(text), start=1):
        used += advance
        if used > limit:
            return f"{text[:within].rstrip()}…"
        # A mark has no width of its own, so it stays with its letter.
        if used <= room:
            within = place
    return text


def is_right_to_left(text: str) -> bool:
    """Tell the direction of a text by its first letter that has one."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"


def _advances(text: str) -> Iterator[float]:
    """Yield how far each character moves on; what joins the one before moves nothing."""
    joins = False
    for sign in text:
        advance = _advance(sign)
        yield 0.0 if joins and advance >= _WIDE else advance
        joins = sign == _JOINER


def _advance(sign: str) -> float:
    # A letter with an accent is as wide as the letter.
    base = unicodedata.normalize("NFD", sign)[0]
    category = unicodedata.category(base)
    if base in _LATIN:
        return _LATIN[base]
    if category in {"Mn", "Me", "Cf", "Cc"} or ord(base) in _SKIN_TONES:
        return 0.0
    if ord(base) in _FLAG_LETTERS:
        return _EMOJI / 2
    if unicodedata.east_asian_width(base) in {"W", "F"}:
        return _EMOJI if category == "So" else _WIDE
    if unicodedata.bidirectional(base) in {"R", "AL"}:
        return _RIGHT_TO_LEFT
    return _CAPITAL if base.isupper() else _OTHER
