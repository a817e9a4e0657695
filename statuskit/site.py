"""The one composition: a catalogue, the site's looks and a moment in, every file of ours out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from statuskit.abreast import Abreast
from statuskit.cache import NOTHING, Kept, Made, Thing, described, fingerprint, of_code, of_folder, of_package
from statuskit.facts.moments import Settled
from statuskit.facts.public import public
from statuskit.model import Catalog, Incident, ReviewRule, Settings
from statuskit.outputs import (
    OutputFile,
    Part,
    api,
    badges,
    calendar,
    embed,
    feeds,
    history,
    hosting,
    llms,
    metrics,
    sitemap,
)
from statuskit.outputs.assets import asset
from statuskit.outputs.pages import Pages
from statuskit.outputs.templates import Templates
from statuskit.prose import Prose
from statuskit.views.brand import Brand
from statuskit.views.context import Context, context, incident_url, iso
from statuskit.views.later import with_later
from statuskit.words import Words

_MANY = 1_000
"""From how many incidents on what is made of all of them is worth a second process."""


def build(
    catalog: Catalog,
    brand: Brand,
    *,
    settled: Settled,
    frozen: datetime | None,
    prose: Prose,
    beside: hosting.Beside,
    theme: Templates,
    kept: Kept = NOTHING,
) -> Iterator[OutputFile]:
    """Make every file of the site but the hand-written pages.

    `settled` is the moment that it tells of (`facts.moments.settle`); pages that are `frozen` take that moment
    for the reader's clock. `beside` is what the site has beside our files, `kept` what earlier builds made. The
    same arguments give the same files.
    """
    shown = public(catalog)
    words = Words(brand.language)
    ctx = with_later(context(shown, settled.now, words, prose, seen=settled.cases))
    on_pages = ctx
    if words.is_borrowed:
        marked = Words(brand.language, marked=True)
        on_pages = with_later(context(shown, settled.now, marked, prose, seen=settled.cases))
    assets = {name: asset(name) for name in ("status.css", "status.js", "history.js", "subscribe.js")}
    pages = Pages(
        on_pages,
        brand,
        home=beside.home,
        frozen=frozen,
        assets={name: file.path for name, file in assets.items()},
        theme=theme,
        ruled=not beside.is_preview,
    )
    records = api.Api(ctx, brand)
    followed = feeds.Feeds(ctx, brand)

    def story(incident: Incident) -> Iterable[OutputFile]:
        return *pages.of(incident), records.of(incident), *calendar.own(ctx, brand, incident)

    own = Made(
        kept.cache,
        _made_by(brand, shown.settings, prose, beside, theme, frozen=frozen, shared=records.shared),
        _things(ctx, kept, [*pages.parts(), *followed.parts()], story),
        has=kept.has,
        alone=kept.alone,
    )
    makers: tuple[Callable[[], Iterable[OutputFile]], ...] = (
        pages.gathering,
        pages.components,
        pages.promises,
        lambda: history.build(ctx),
        lambda: sitemap.build(ctx, brand),
        followed.gathering,
        lambda: hosting.build(brand, beside),
        lambda: calendar.build(ctx, brand),
        records.lists,
        lambda: badges.build(ctx, brand),
        lambda: metrics.build(ctx),
        lambda: embed.build(ctx),
        lambda: llms.build(ctx, brand),
    )
    with own:
        yield from assets.values()
        few = len(shown.incidents) < _MANY
        whole = Abreast(
            len(makers),
            lambda place: [*makers[place]()],
            alone=kept.alone or few or own.is_shared,
            large=True,
        )
        with whole:
            for _, files in whole.results():
                yield from files
        for incident in shown.incidents:
            folder = (beside.root / incident.file).parent
            for name in incident.files:
                yield OutputFile(incident_url(incident.id) + name, folder / name)
        for file in own.files():
            yield OutputFile(file.path, file.content, file.digest)


def _made_by(
    brand: Brand,
    settings: Settings,
    prose: Prose,
    beside: hosting.Beside,
    theme: Templates,
    *,
    frozen: datetime | None,
    shared: str,
) -> bytes:
    """Name all that files of incidents are made from beside what those tell themselves."""
    return fingerprint(
        of_code(),
        described((replace(brand, pages=()), frozen, beside.is_preview, shared)),
        described(replace(settings, review=ReviewRule())),
        described(prose.given),
        *map(of_package, sorted(prose.modules)),
        # Templates of a site's own may take in others from any folder beside them, and show anything of the site.
        *map(of_folder, theme.dirs),
        described((brand, beside.home) if theme.dirs else ()),
    )


def _things(
    ctx: Context, kept: Kept, parts: Iterable[Part], story: Callable[[Incident], Iterable[OutputFile]]
) -> list[Thing]:
    """Name what is made of some incidents, and the `story` of each, by what its files are made from."""
    keys = {incident.id: _key(ctx, incident, kept) for incident in ctx.catalog.incidents}

    def gathered(part: Part) -> Thing:
        key = fingerprint(described(part.told), *(keys[each] for each in part.ids))
        return Thing(key, lambda: _bytes(part.make()))

    def told(each: Incident) -> Thing:
        return Thing(keys[each.id], lambda: _bytes(story(each)))

    return [*map(gathered, parts), *map(told, ctx.catalog.incidents)]


def _bytes(files: Iterable[OutputFile]) -> list[tuple[str, bytes]]:
    return [(file.path, file.read()) for file in files]


def _key(ctx: Context, incident: Incident, kept: Kept) -> bytes:
    """Name all that an incident's own files are made from beside what is the same for every one."""
    digest = kept.digests.get(incident.id) or fingerprint(described(incident))
    related = (f"{each}\n{ctx.incidents[each].title}" for each in incident.related if each in ctx.incidents)
    case = ctx.cases[incident.id]
    moment = "" if case.ripe else iso(case.since or ctx.now)
    return fingerprint(digest, moment, *related)
