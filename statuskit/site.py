"""The one composition: a catalogue, the site's looks and a moment in, every file of ours out."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from statuskit.facts.moments import Settled
from statuskit.facts.public import public
from statuskit.model import Catalog
from statuskit.outputs import (
    OutputFile,
    api,
    badges,
    calendar,
    embed,
    feeds,
    history,
    hosting,
    llms,
    metrics,
    pages,
    sitemap,
)
from statuskit.outputs.assets import asset
from statuskit.outputs.templates import Templates
from statuskit.prose import Prose
from statuskit.views.brand import Brand
from statuskit.views.context import context, incident_url
from statuskit.views.later import with_later
from statuskit.words import Words


def build(
    catalog: Catalog,
    brand: Brand,
    *,
    settled: Settled,
    frozen: datetime | None,
    prose: Prose,
    root: Path,
    beside: hosting.Beside,
    theme: Templates,
) -> Iterator[OutputFile]:
    """Make every file of the site but the hand-written pages.

    `settled` is the moment that it tells of (`facts.moments.settle`); pages that are `frozen` take that moment for the
    reader's clock. `root` is the project's folder, `beside` what MkDocs made of the hand-written pages.
    The same arguments give the same files.
    """
    shown = public(catalog)
    words = Words(brand.language)
    ctx = with_later(context(shown, settled.now, words, prose, seen=settled.cases))
    on_pages = ctx
    if words.is_borrowed:
        marked = Words(brand.language, marked=True)
        on_pages = with_later(context(shown, settled.now, marked, prose, seen=settled.cases))
    assets = {name: asset(name) for name in ("status.css", "status.js", "history.js", "subscribe.js")}
    yield from assets.values()
    yield from pages.build(
        on_pages,
        brand,
        home=beside.home,
        frozen=frozen,
        assets={name: file.path for name, file in assets.items()},
        theme=theme,
        ruled=not beside.is_preview,
    )
    yield from history.build(ctx)
    yield from sitemap.build(ctx, brand)
    yield from hosting.build(brand, beside)
    yield from feeds.build(ctx, brand)
    yield from calendar.build(ctx, brand)
    yield from api.build(ctx, brand)
    yield from badges.build(ctx, brand)
    yield from metrics.build(ctx)
    yield from embed.build(ctx)
    yield from llms.build(ctx, brand)
    for incident in shown.incidents:
        folder = (root / incident.file).parent
        for name in incident.files:
            yield OutputFile(incident_url(incident.id) + name, folder / name)
