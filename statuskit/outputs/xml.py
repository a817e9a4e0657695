"""XML as bytes, the same for all that is written in it."""

from xml.etree import ElementTree as ET


def written(top: ET.Element) -> bytes:
    """Write a document in UTF-8, indented."""
    ET.indent(top)
    # Written as text and encoded at once: `tostring` itself encodes each small piece alone.
    text: str = ET.tostring(top, encoding="unicode")
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + text.encode("utf-8", "xmlcharrefreplace")
