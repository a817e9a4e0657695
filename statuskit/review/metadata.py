"""Texts that files carry unseen: what a camera or a drawing program wrote into an image, and streams of a PDF.

Only the blocks that hold words are read, and plainly: a library for images weighs megabytes, decodes pixels
that we never look at, and is itself open to hostile files. The layouts are those of the PNG, JPEG (Exif),
WebP, GIF89a and PDF specifications. A damaged file gives what could be read, and never an error.
"""

import re
import struct
import zlib
from collections.abc import Iterator

_MOST = 1 << 20
"""Bytes that a packed block may grow to; what is beyond is not read."""

_PRINTABLE = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\t\n\r\x20-\x7e]\x00){4,}")
_PLAIN = re.compile(rb"[\t\n\r\x20-\x7e]{6,}")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_MOST_STREAMS = 200
_GPS = 0x8825


def texts(content: bytes) -> Iterator[str]:
    """Yield the texts in a file that is no text: the metadata of an image, else whatever is printable."""
    blocks = _blocks(content)
    if blocks is None:
        yield from (run.decode("ascii") for run in _PLAIN.findall(content))
        yield from (run.decode("utf-16-le") for run in _WIDE.findall(content))
        for packed in _STREAM.findall(content)[:_MOST_STREAMS] if content.startswith(b"%PDF-") else ():
            yield from (run.decode("ascii") for run in _PLAIN.findall(_inflated(packed)))
        return
    for block in blocks:
        yield from (run.decode("utf-8", "replace") for run in _PRINTABLE.findall(block))
        yield from (run.decode("utf-16-le") for run in _WIDE.findall(block))


def tells_place(content: bytes) -> bool:
    """Tell whether an image says on which spot of the earth it was taken (Exif, tag GPSInfo)."""
    return any(_has_gps(block) for block in _blocks(content) or ())


def _blocks(content: bytes) -> Iterator[bytes] | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _of_png(content)
    if content.startswith(b"\xff\xd8"):
        return _of_jpeg(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _of_webp(content)
    if content.startswith((b"GIF87a", b"GIF89a")):
        return _of_gif(content)
    return None


def _of_png(content: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        if kind == b"zTXt":
            key, _, packed = data.partition(b"\0")
            yield key + b"\n" + _inflated(packed[1:])
        elif kind == b"iTXt":
            key, _, rest = data.partition(b"\0")
            *_, text = rest[2:].split(b"\0", 2)
            yield key + b"\n" + (_inflated(text) if rest[:1] == b"\1" else text)
        elif kind in {b"tEXt", b"eXIf"}:
            yield data
        at += 12 + length


def _of_jpeg(content: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:  # noqa: PLR2004 - start of scan
        marker, length = struct.unpack_from(">xBH", content, at)
        if marker == 0xFE or 0xE1 <= marker <= 0xEF:  # noqa: PLR2004 - a comment, or data of a program
            yield content[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)


def _of_webp(content: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, at)
        if kind in {b"EXIF", b"XMP "}:
            yield content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _of_gif(content: bytes) -> Iterator[bytes]:
    at = 13 + _palette(content[10:11])
    while at + 1 < len(content):
        if content[at] == 0x21:  # noqa: PLR2004 - an extension: comments and data of programs hold words
            label, (data, end) = content[at + 1], _sub_blocks(content, at + 2)
            if label in {0xFE, 0xFF}:
                yield data
        elif content[at] == 0x2C:  # noqa: PLR2004 - an image: its size, its palette, its packed pixels
            _, end = _sub_blocks(content, at + 11 + _palette(content[at + 9 : at + 10]))
        else:
            return
        at = end


def _palette(flags: bytes) -> int:
    """Give the bytes of a palette by the flags that announce it."""
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _sub_blocks(content: bytes, at: int) -> tuple[bytes, int]:
    parts: list[bytes] = []
    while at < len(content) and content[at]:
        parts.append(content[at + 1 : at + 1 + content[at]])
        at += 1 + content[at]
    return b"".join(parts), at + 1


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST)
    except zlib.error:
        return b""


def _has_gps(block: bytes) -> bool:
    tiff = block.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 10:  # noqa: PLR2004 - a header and a count
        return False
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    if first + 2 > len(tiff):
        return False
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    entries = range(first + 2, min(first + 2 + 12 * count, len(tiff) - 11), 12)
    return any(struct.unpack_from(f"{order}H", tiff, entry)[0] == _GPS for entry in entries)
