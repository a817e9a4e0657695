"""What is about to be published, read once more: files of any kind, images' unseen texts included.

Incident files are read by the rules of `safety`; this reads what came past them: files of a bundle, what a
program wrote into an image, pages that are not made from incidents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from statuskit.review import metadata, traces
from statuskit.review.secrets import secrets

_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Something in an output file that should not be public.

    `line` is 1-based, 0 where a file has no lines. `rule` is the house rule that finds the same in an
    incident file, "" where there is none. `what` holds no more of a secret than its kind and its first
    three characters.
    """

    path: str
    line: int
    rule: str
    what: str

    @property
    def is_secret(self) -> bool:
        """Tell a key, a token or a password from what is only better left out."""
        return self.rule == "SP01"


def scan(
    path: str, content: bytes, *, names: tuple[str, ...] = (), hosts: tuple[str, ...] = ()
) -> Iterator[Leak]:
    """Yield what should not be public in a file: secrets, private addresses, machines inside, names.

    `names` and `hosts` are those of the site's settings. Text is UTF-8, or UTF-16 with its mark; of markup both the
    source and the words are read. Everything else is taken for binary.
    """
    text = _text(content)
    if text is None:
        if metadata.tells_place(content):
            yield Leak(path=path, line=0, rule="", what="the place where a photograph was taken")
        for each in dict.fromkeys(metadata.texts(content)):
            for rule, what, _ in _found(each, names, hosts):
                yield Leak(path=path, line=0, rule=rule, what=f"{what}, in the file's metadata")
        return
    told: set[tuple[int, str, str]] = set()
    versions = [text] if "<" not in text else [text, _words(text)]
    for version in versions:
        for rule, what, start in _found(version, names, hosts):
            found = (version.count("\n", 0, start) + 1, rule, what)
            if found not in told:
                told.add(found)
                yield Leak(path=path, line=found[0], rule=rule, what=what)


def _text(content: bytes) -> str | None:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not is_wide:
        return None
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def _words(markup: str) -> str:
    """Take the tags out of a markup, so that a word that is coloured piece by piece is whole; lines stay."""
    return unescape(_TAG.sub(lambda tag: "\n" * tag[0].count("\n"), markup))


def _found(text: str, names: tuple[str, ...], hosts: tuple[str, ...]) -> Iterator[tuple[str, str, int]]:
    for secret in secrets(text):
        yield "SP01", f"a secret: {secret}", secret.start
    for start, _ in traces.addresses(text, private=True):
        yield "SP02", "a private network address", start
    for start, _ in traces.internal_hosts(text, hosts):
        yield "SP04", "the name of a machine inside", start
    for start, _ in traces.names_in(text, names):
        yield "SP07", "a name that must not be public", start
