"""Python-Markdown as we run it: the site's extensions less the unsafe ones, no raw HTML, a tidied tree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import get_installed_extensions

from statuskit.prose import figures
from statuskit.prose.clean import EXTERNAL_REL, is_external, safe_address

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Configs = Mapping[str, Mapping[str, Any]]
"""Extension's name → its options, as MkDocs resolves them."""

DEFAULT: tuple[str | Extension, ...] = ("tables", "fenced_code", "footnotes", "admonition")
"""The extensions where the site names none."""

REFUSED: Mapping[str, str] = {
    "pymdownx.snippets": "reads files and addresses",
    "pymdownx.b64": "reads pictures from disk",
    "pymdownx.pathconverter": "works addresses out from folders on disk",
    "pymdownx.emoji": "takes pictures from other hosts or from the theme's folder",
    "pymdownx.tasklist": "makes form controls; the boxes stay as they were typed",
    "pymdownx.blocks.html": "makes whatever element it is asked for",
    "md_in_html": "lets raw HTML through",
    "meta": "takes `key: value` lines at the top of a text away",
    "markdown_include.include": "reads files",
    "mdx_include": "reads files and addresses",
    "mkdocs-click": "runs code",
    "markdown_exec": "runs code",
    "plantuml_markdown": "runs a program, or sends the text to another host",
    "markdown_inline_graphviz": "runs a program",
    "markdown_katex": "runs a program",
}
"""Extensions that never touch an incident's text, with the reason."""

OVERRIDES: Configs = {
    # Ids and permalinks: ids are ours to give, and a pilcrow has no place in a feed.
    "toc": {"permalink": False, "anchorlink": False, "marker": "", "baselevel": 1},
    # Inline styles break a strict policy; guessing a language colours plain text at random.
    "codehilite": {"noclasses": False, "guess_lang": False},
    "pymdownx.highlight": {
        "noclasses": False,
        "anchor_linenums": False,
        "line_spans": "",
        "line_anchors": "",
    },
    # A fence of its own may run anything; mermaid stays readable as code.
    "pymdownx.superfences": {"custom_fences": []},
    # Without the radio buttons, which are cleaned away, each label must stand before its own text.
    "pymdownx.tabbed": {"alternate_style": False},
    "pymdownx.blocks.tab": {"alternate_style": False},
    # Numbered by a counter that lives on between texts.
    "footnotes": {"UNIQUE_IDS": False},
}
"""Options that win over the site's."""

BUNDLES: Mapping[str, tuple[str, ...]] = {
    "extra": ("fenced_code", "footnotes", "attr_list", "def_list", "tables", "abbr"),
    "pymdownx.extra": (
        "pymdownx.betterem",
        "pymdownx.superfences",
        "footnotes",
        "attr_list",
        "def_list",
        "tables",
        "abbr",
    ),
}
"""Extensions that stand for several, less `md_in_html`."""

_FIRST_LEVEL = 3
_LAST_LEVEL = 6
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ALIGNMENTS = {f"text-align: {side};": f"align-{side}" for side in ("left", "center", "right")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text is shown: addresses of the bundle's files, and whether and how ids are given."""

    files: Mapping[str, str] = field(default_factory=dict)
    headings: str | None = None
    footnotes: bool = False


class Tidy(Treeprocessor):
    """Bring the finished tree into our form: heading levels, ids, pictures, links, alignment of cells."""

    place = Place()

    def run(self, root: "Element") -> None:
        """Change the tree in place."""
        levels = sorted({element.tag for element in root.iter() if element.tag in _HEADINGS})
        heading = {tag: f"h{min(_FIRST_LEVEL + i, _LAST_LEVEL)}" for i, tag in enumerate(levels)}
        waiting = [(root, False)]
        while waiting:
            element, in_link = waiting.pop()
            self._identify(element)
            if element.tag == "img":
                self._picture(element, in_link=in_link)
            elif element.tag == "a":
                self._link(element)
            elif element.tag in {"td", "th"}:
                _align(element)
            element.tag = heading.get(element.tag, element.tag)
            in_link = in_link or element.tag == "a"
            waiting.extend((child, in_link) for child in element)

    def _identify(self, element: "Element") -> None:
        """Keep the ids of headings and footnotes where they are wanted, with our prefix."""
        given = element.attrib.pop("id", None)
        wanted = (element.tag in _HEADINGS and self.place.headings is not None) or (
            element.tag in {"li", "sup"}
            and self.place.footnotes
            and (given or "").startswith(("fn:", "fnref"))
        )
        if given and wanted:
            element.set("id", f"{self.place.headings or ''}{given}")

    def _picture(self, element: "Element", *, in_link: bool) -> None:
        """Show a file of the bundle; of any other picture only a link to it, or its description, remains."""
        source = element.get("src", "")
        if source in self.place.files:
            element.set("src", self.place.files[source])
            return
        alt = element.get("alt", "")
        address = safe_address(source)
        element.attrib.clear()
        element.tag = "span"
        element.text = alt or source
        if not in_link and address and is_external(address):
            element.tag = "a"
            element.set("href", figures.unmark(address))
            element.set("rel", EXTERNAL_REL)

    def _link(self, element: "Element") -> None:
        address = figures.unmark(element.get("href", ""))
        if address.startswith("#"):
            address = f"#{self.place.headings or ''}{address[1:]}"
        element.set("href", self.place.files.get(address, address))
        element.attrib.pop("rel", None)
        if is_external(address.strip()):
            element.set("rel", EXTERNAL_REL)


class _IdsOfHeadings(Treeprocessor):
    """Let the `toc` extension give ids where there are headings; it prints a whole table for no ids, too."""

    def __init__(self, md: Markdown, toc: Treeprocessor) -> None:
        super().__init__(md)
        self._toc = toc

    def run(self, root: "Element") -> None:
        """Change the tree in place."""
        if any(element.tag in _HEADINGS for element in root.iter()):
            self._toc.run(root)


def build(extensions: Sequence[str | Extension], configs: Configs, back: str) -> tuple[Markdown, Tidy]:
    """Make a converter for blocks, and the last step of it that must be told the place of each text.

    `back` is what a footnote's link back says, its number `{n}`; "" leaves that to the extension.
    """
    names, objects = resolve(extensions, configs)
    if back and "footnotes" in names:
        names["footnotes"] = {**names["footnotes"], "BACKLINK_TITLE": back.replace("{n}", "{}")}
    md = Markdown(extensions=[*names, *objects], extension_configs={k: dict(v) for k, v in names.items()})
    return md, _finish(md)


def build_inline(extensions: Sequence[str | Extension], configs: Configs) -> tuple[Markdown, Tidy]:
    """Make a converter that knows one paragraph and nothing else of blocks."""
    md, tidy = build(extensions, configs, "")
    for name in _names(md.preprocessors):
        if name not in {"normalize_whitespace", "statuskit-mark"}:
            md.preprocessors.deregister(name)
    for name in _names(md.parser.blockprocessors):
        if name != "paragraph":
            md.parser.blockprocessors.deregister(name)
    without_footnotes(md)
    return md, tidy


def without_footnotes(md: Markdown) -> None:
    """Take every part of the footnotes out, so that `[^1]` stays as it was typed."""
    registries: tuple[Any, ...] = (
        md.preprocessors,
        md.parser.blockprocessors,
        md.inlinePatterns,
        md.treeprocessors,
        md.postprocessors,
    )
    for registry in registries:
        for name in ("footnote", "footnote-duplicate"):
            registry.deregister(name, strict=False)


def _finish(md: Markdown) -> Tidy:
    """Let raw HTML stand as text, mark placeholders, tidy the tree."""
    md.preprocessors.deregister("html_block", strict=False)
    md.inlinePatterns.deregister("html", strict=False)
    figures.register(md)
    # At the place where the extension has it.
    md.treeprocessors.register(_IdsOfHeadings(md, md.treeprocessors["toc"]), "toc", 5)
    tidy = Tidy(md)
    # After `unescape` at 0: addresses are final by then.
    md.treeprocessors.register(tidy, "statuskit-tidy", -10)
    return tidy


def resolve(
    extensions: Iterable[str | Extension], configs: Configs
) -> tuple[dict[str, Mapping[str, Any]], list[Extension]]:
    """Return the options of each extension that may stay, by name, and the objects that we know nothing of."""
    named: dict[str, Mapping[str, Any]] = {"toc": OVERRIDES["toc"]}
    objects: list[Extension] = []

    def add(full_name: str, options: Mapping[str, Any]) -> None:
        name = full_name.removeprefix("markdown.extensions.").partition(":")[0]
        if name in BUNDLES:
            for part in BUNDLES[name]:
                add(part, {**options.get(part, {}), **configs.get(part, {})})
        elif name not in REFUSED:
            named[name] = {**options, **OVERRIDES.get(name, {})}

    for extension in extensions:
        if isinstance(extension, str):
            add(extension, configs.get(extension) or {})
            continue
        module = type(extension).__module__.removeprefix("markdown.extensions.")
        if module in OVERRIDES or module in REFUSED or module in BUNDLES:
            add(module, extension.getConfigs())
        else:
            objects.append(extension)
    return named, objects


def modules_of_others(extensions: Iterable[str | Extension], configs: Configs) -> set[str]:
    """Name the modules of extensions that neither Python-Markdown nor PyMdown Extensions brings."""
    installed = {each.name: each.module for each in get_installed_extensions()}
    named = {installed.get(name, name) for name in resolve(extensions, configs)[0]}
    return {name for name in named if name.partition(".")[0] not in {"markdown", "pymdownx"}}


def _align(element: "Element") -> None:
    """Say in a class what the tables extension says in an inline style."""
    name = _ALIGNMENTS.get(element.attrib.pop("style", ""))
    if name:
        element.set("class", name)


def _names(registry: Any) -> list[str]:  # noqa: ANN401  -- the stubs type every registry apart
    return [item.name for item in registry._priority]  # noqa: SLF001  -- it lists its names nowhere else
