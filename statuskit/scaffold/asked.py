"""What a person says of a new site, read: its name, its address, its components, and by whom it is published."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from statuskit.errors import UsageError
from statuskit.importers.naming import slug
from statuskit.scaffold import Recipe
from statuskit.schema import ID, LONGEST_ID

_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/*", re.ASCII)
"""Addresses that mean themselves in YAML, in a shell and in a timer's table."""


def name(text: str) -> str:
    """Read a name; raises `UsageError` for one that is empty or of several lines."""
    text = text.strip()
    if not text or any(unicodedata.category(each) in _UNSEEN for each in text):
        raise UsageError("A name is one line of text.")
    return text


def address(text: str) -> str:
    """Read the address of a site; gives it with a slash at its end."""
    text = text.strip()
    if not _ADDRESS.fullmatch(text):
        raise UsageError(
            f'"{text}" is not the address of a site. Write it like this: https://status.example.com/'
        )
    return text.rstrip("/") + "/"


def components(texts: Iterable[str]) -> dict[str, str]:
    """Read components, each `ID=NAME` or a name alone whose id follows from it; gives id → name."""
    found: dict[str, str] = {}
    for text in texts:
        ident, is_both, words = text.partition("=")
        words = name(words if is_both else text)
        ident = ident.strip() if is_both else slug(words)
        if not re.fullmatch(ID.pattern, ident) or len(ident) > LONGEST_ID or ident == "private":
            raise UsageError(
                f'"{ident}" cannot be the id of a component. {ID.hint} Write both: --component checkout="Checkout"'
            )
        if ident in found:
            raise UsageError(f'Two components have the id "{ident}". Give each its own: ID=NAME.')
        found[ident] = words
    if not found:
        raise UsageError("A site has at least one component.")
    return found


def recipes(words: Sequence[str]) -> tuple[Recipe, ...]:
    """Read who publishes the site: names of recipes, `all` of them, or `none`."""
    known = [each.value for each in Recipe]
    if wrong := [word for word in words if word not in {*known, "all", "none"}]:
        raise UsageError(f'"{wrong[0]}" is not known. There are: {", ".join(known)}, all, none.')
    return tuple(each for each in Recipe if "all" in words or each.value in words)


def named_after(folder: str) -> str:
    """Give a page the name of its folder: `acme-status` becomes "Acme Status"."""
    words = [word.capitalize() for word in slug(folder).split("-") if word not in {"", "status"}]
    return " ".join([*words, "Status"])
