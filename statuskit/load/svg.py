"""Judge an SVG drawing: no scripts, no handlers, nothing fetched from elsewhere."""

import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

SVG: Final = "http://www.w3.org/2000/svg"
XHTML: Final = "http://www.w3.org/1999/xhtml"

_REFUSED = frozenset(
    {"script", "foreignobject", "handler", "listener", "iframe", "audio", "video", "object", "embed"}
)
_INLINE_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*")
_FOREIGN_URL = re.compile(r"url\(\s*+[\"']?+\s*+(?!#)", re.IGNORECASE)
_FOREIGN_STYLE = re.compile(r"@import|//|\\|expression|-moz-binding", re.IGNORECASE)


class _RefusedError(Exception):
    pass


def why_not(data: bytes) -> str | None:
    """Say why a drawing cannot be published, in words that follow "it"; None if it can."""
    parser = expat.ParserCreate(namespace_separator=" ")
    style: list[str] = []
    depth = [0]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        _judge_element(name, is_root=depth[0] == 0)
        depth[0] += 1
        for key, value in attributes.items():
            _judge_attribute(key.rpartition(" ")[2].lower(), value.strip())

    def end(name: str) -> None:
        if name.rpartition(" ")[2].lower() == "style":
            _judge_style("".join(style))
        style.clear()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = style.append
    parser.ProcessingInstructionHandler = _refuse_instruction
    parser.StartDoctypeDeclHandler = _judge_doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the parser takes its arguments by place
    except _RefusedError as refused:
        return str(refused)
    except expat.ExpatError as error:
        return f"is not well-formed ({error})"
    return None


def _judge_element(name: str, *, is_root: bool) -> None:
    namespace, _, local = name.rpartition(" ")
    if is_root and (namespace, local) != (SVG, "svg"):
        raise _RefusedError("is no SVG drawing")
    if namespace == XHTML or local.lower() in _REFUSED:
        raise _RefusedError(f"holds <{local}>")


def _judge_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise _RefusedError(f"has a handler ({name})")
    if name in {"href", "src"} and not (value.startswith("#") or _INLINE_IMAGE.fullmatch(value)):
        raise _RefusedError(f"points elsewhere ({name})")
    if name == "base" or (name == "attributename" and re.search("href|^on", value, re.IGNORECASE)):
        raise _RefusedError(f"changes where it points ({name})")
    if _FOREIGN_URL.search(value):
        raise _RefusedError(f"points elsewhere ({name})")
    if name == "style":
        _judge_style(value)


def _judge_style(text: str) -> None:
    if _FOREIGN_URL.search(text) or _FOREIGN_STYLE.search(text):
        raise _RefusedError("has a style that points elsewhere")


def _refuse_instruction(target: str, _data: str) -> None:
    raise _RefusedError(f"holds an instruction ({target})")


def _judge_doctype(_name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
    if has_internal_subset:
        raise _RefusedError("declares entities")
