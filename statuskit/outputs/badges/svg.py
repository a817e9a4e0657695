"""A badge as a picture: what it is about on the left, its state on the right, in text, shape and colour."""

from xml.etree import ElementTree as ET

from statuskit.outputs.badges.widths import cut, is_right_to_left, width
from statuskit.outputs.marks import COLOURS, SHAPES

LABEL_COLOUR = "#3a4249"
LONGEST = 40
"""How many em of a name fit; a title says all of it."""

_NAMESPACE = "http://www.w3.org/2000/svg"
_HEIGHT, _SIZE, _PAD, _MARK, _GAP = 20, 11, 6, 11, 4
_FONT = "Verdana,Geneva,DejaVu Sans,sans-serif"


def draw(label: str, message: str, mark: str, told: str) -> bytes:
    """Draw a badge, of which `told` says all; `label` may be empty. The texts are fit for XML, on one line."""
    top = ET.Element("svg", {"xmlns": _NAMESPACE, "height": str(_HEIGHT), "role": "img", "aria-label": told})
    ET.SubElement(top, "title").text = told
    left, right = cut(label, LONGEST), cut(message, LONGEST)
    room = width(left) * _SIZE
    edge = round(room + 2 * _PAD) if left else 0
    written = width(right) * _SIZE
    whole = round(edge + _PAD + _MARK + _GAP + written + _PAD)
    top.set("width", str(whole))
    if left:
        ET.SubElement(
            top, "path", {"fill": LABEL_COLOUR, "d": f"M3 0h{edge - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3"}
        )
    side = f"M{edge} 0h{whole - edge - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{edge}" if left else ""
    alone = f"M3 0h{whole - 6}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3"
    ET.SubElement(top, "path", {"fill": COLOURS[mark], "d": side or alone})
    at = f"translate({edge + _PAD} 4.5) scale({_MARK / 16})"
    ET.SubElement(top, "path", {"fill": "#fff", "d": SHAPES[mark], "transform": at})
    # A screen reader has the title; letter by letter it would hear all of it twice.
    letters = ET.SubElement(
        top, "g", {"fill": "#fff", "font-family": _FONT, "font-size": str(_SIZE), "aria-hidden": "true"}
    )
    if left:
        _write(letters, left, start=_PAD, room=room)
    _write(letters, right, start=edge + _PAD + _MARK + _GAP, room=written)
    drawn: bytes = ET.tostring(top, encoding="utf-8")
    return drawn


def _write(letters: ET.Element, text: str, *, start: float, room: float) -> None:
    """Write a text into its room, whatever font there is; from its middle, which is that of both directions."""
    direction = {"direction": "rtl"} if is_right_to_left(text) else {}
    place = {
        "x": f"{start + room / 2:.2f}",
        "y": "14",
        "text-anchor": "middle",
        "textLength": f"{room:.2f}",
        "lengthAdjust": "spacingAndGlyphs",
    }
    ET.SubElement(letters, "text", place | direction).text = text
