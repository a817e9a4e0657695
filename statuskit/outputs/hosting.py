"""What hosts and crawlers read: `_headers` (Netlify, Cloudflare Pages), `robots.txt`, `.nojekyll`.

Every header is said by one rule of an address alone: hosts differ in what they make of two.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from statuskit.outputs import OutputFile
from statuskit.outputs.policy import Policy, as_header, merged, of_ours
from statuskit.publish import HASHED
from statuskit.views.brand import Brand

SECTIONS = ("components", "history", "incidents", "maintenance", "promises", "subscribe", "uptime")
"""The folders that hold our pages."""

OF_THE_SITE = frozenset({"_headers", "robots.txt", ".nojekyll"})
"""Files of ours in whose place a site may put its own."""

EVERYWHERE = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"
_TYPES = {
    "/api/*": "application/json; charset=utf-8",
    "/*.atom": "application/atom+xml; charset=utf-8",
    "/*.rss": "application/rss+xml; charset=utf-8",
    "/updates.json": "application/feed+json; charset=utf-8",
    "/*.ics": "text/calendar; charset=utf-8",
    "/badge.svg": "image/svg+xml; charset=utf-8",
    "/badge.json": "application/json; charset=utf-8",
    "/components/*/badge.svg": "image/svg+xml; charset=utf-8",
    "/components/*/badge.json": "application/json; charset=utf-8",
    "/embed.js": "text/javascript; charset=utf-8",
    "/incidents/*.md": "text/markdown; charset=utf-8",
    "/llms.txt": "text/plain; charset=utf-8",
    "/metrics": "text/plain; version=0.0.4; charset=utf-8",
}
"""What programs ask for, from any page of any host."""

_LINE = 2000
"""The longest line that Cloudflare Pages reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the site has beside our files.

    `root` is the project's folder, in which the incidents lie. `home` is the HTML of its own text below our state line. `policies` are those of each HTML page that
    MkDocs wrote, by address; `theme_files` the addresses of the theme's own files. A live preview writes a
    script of its own into each page, which no policy may forbid.
    """

    root: Path = Path()
    home: str = ""
    policies: Mapping[str, Policy] = field(default_factory=dict)
    theme_files: tuple[str, ...] = ()
    is_preview: bool = False


def build(brand: Brand, beside: Beside) -> Iterator[OutputFile]:
    """Make the three files."""
    below = urlsplit(brand.url).path.rstrip("/")
    rules = "\n".join(
        f"{below}{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in _rules(brand, beside)
    )
    yield OutputFile("_headers", rules.encode())
    robots = "User-agent: *\nDisallow:\n"
    if brand.url:
        robots += f"\nSitemap: {brand.url}sitemap.xml\n"
    yield OutputFile("robots.txt", robots.encode())
    # GitHub Pages would make pages of Markdown files, and leave out names that begin with an underscore.
    yield OutputFile(".nojekyll", b"")


def _rules(brand: Brand, beside: Beside) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "/*", EVERYWHERE
    for path, policy in sorted(_policies(brand, beside).items()):
        yield path, {"Content-Security-Policy": _fitting(policy)}
    for path, content_type in _TYPES.items():
        headers = {
            "Content-Type": content_type,
            "Cache-Control": A_MINUTE,
            "Access-Control-Allow-Origin": "*",
        }
        yield path, headers
    yield "/assets/statuskit/*", {"Cache-Control": FOR_EVER}
    for path in sorted(beside.theme_files):
        if path.endswith((".css", ".js")) and HASHED.search(path):
            yield f"/{path}", {"Cache-Control": FOR_EVER}


def _policies(brand: Brand, beside: Beside) -> dict[str, Policy]:
    """Give the policy of each folder and of each page at the top; a folder allows what its pages need."""
    ours = of_ours(brand.copyright)
    found = {f"/{section}/*": ours for section in SECTIONS}
    for address, policy in beside.policies.items():
        folder, inside, _ = address.partition("/")
        path = f"/{folder}/*" if inside else f"/{folder}"
        found[path] = merged([found[path], policy]) if path in found else policy
    return {**found, "/": of_ours(brand.copyright, beside.home), "/404.html": ours}


def _fitting(policy: Policy) -> str:
    """Write a policy; where its hashes do not fit into a line, they stay with the pages, which hold them too."""
    header = as_header(policy)
    if len(f"  Content-Security-Policy: {header}") <= _LINE:
        return header
    named = {source for source in policy["script-src"] if not source.startswith("'sha256-")}
    return as_header({**policy, "script-src": frozenset({*named, "'unsafe-inline'"})})
