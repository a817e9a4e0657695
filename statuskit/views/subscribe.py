"""`/subscribe/`: every way to follow the site, each with what to copy and one sentence on how."""

from collections.abc import Iterator
from dataclasses import dataclass

from statuskit.prose.commonmark import link_to
from statuskit.views.brand import Brand
from statuskit.views.context import Context, Link, component_url

SUBSCRIBE_URL = "subscribe/"
_ROOT = "../"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What to copy, as `text`; `url` leads to it from the site's root, "" where it is no plain address."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`link` does it in one step where a device knows how."""

    title: str
    how: str
    addresses: tuple[Address, ...]
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWays:
    name: str
    anchor: str
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribePage:
    """`parts` are by group. `root` is what stands for the site's address where it is not known, else ""."""

    people: tuple[Way, ...]
    programs: tuple[Way, ...]
    parts: tuple[tuple[str, tuple[PartWays, ...]], ...]
    root: str
    has_feeds: bool


def subscribe_url(component_id: str) -> str:
    """Tell where the ways to follow one component stand."""
    return f"{SUBSCRIBE_URL}#{_anchor(component_id)}"


def subscribe_page(ctx: Context, brand: Brand, *, has_feeds: bool) -> SubscribePage:
    """Print the page; a site that does not know its address has neither feeds nor calendars."""
    ways = _Ways(ctx, brand)
    return SubscribePage(
        people=tuple(ways.people()) if has_feeds else (),
        programs=tuple(ways.programs()),
        parts=tuple(ways.parts(has_feeds=has_feeds)),
        root="" if brand.url else _ROOT,
        has_feeds=has_feeds,
    )


class _Ways:
    def __init__(self, ctx: Context, brand: Brand) -> None:
        self._ctx = ctx
        self._say = ctx.words.gettext
        self._name = brand.name
        self._base = brand.url or _ROOT

    def people(self) -> Iterator[Way]:
        """Give what people use to follow."""
        say, rss = self._say, self._address("RSS", "updates.rss")
        yield Way(
            title=say("Feed reader"),
            how=say("Give this address to your feed reader: each update arrives once, as it was said."),
            addresses=(
                self._address("Atom", "updates.atom"),
                rss,
                self._address("JSON", "updates.json"),
            ),
        )
        yield Way(
            title=say("Feed reader, one entry an incident"),
            how=say("The same words, with one entry for each incident that grows as we learn more."),
            addresses=(self._address("Atom", "history.atom"), self._address("RSS", "history.rss")),
        )
        yield Way(
            title="Slack",
            how=say("Add Slack's RSS app once, then send this in the channel that should hear from us."),
            addresses=(Address(label="", text=f"/feed subscribe {rss.text}"),),
        )
        yield Way(
            title=say("Microsoft Teams and Discord"),
            how=say(
                "Neither reads feeds by itself. In Teams, make a workflow that posts each new item of a feed; for"
                " Discord there are bots that do. Both ask for this address."
            ),
            addresses=(rss,),
        )
        yield Way(
            title=say("Email"),
            how=say(
                "We send no email ourselves. A service or a program that turns feeds into email asks for this"
                " address, and then sends you each update."
            ),
            addresses=(rss,),
        )
        calendar = self._address("", "maintenance.ics")
        yield Way(
            title=say("Calendar"),
            how=say(
                "Planned maintenance, and every change of plan. Where the button does nothing, subscribe to this"
                " address in your calendar; Google's and Outlook's let you do that on their websites."
            ),
            addresses=(calendar,),
            link=Link(say("Add to your calendar"), "webcal:" + calendar.text.partition(":")[2]),
        )

    def programs(self) -> Iterator[Way]:
        """Give what programs and other pages use."""
        say, badge = self._say, self._address(self._say("Picture"), "badge.svg")
        yield Way(
            title="API",
            how=say(
                "What reads a Statuspage reads this site too: the same paths and the same keys, as JSON."
            ),
            addresses=(self._address("", "api/v2/summary.json"),),
        )
        yield Way(
            title=say("Your own website"),
            how=say("This line shows nothing while all is well, and what is broken when something is."),
            addresses=(Address(label="", text=f'<script src="{self._base}embed.js" async></script>'),),
        )
        markdown = f"[!{link_to(self._name, badge.text)}]({self._base})"
        yield Way(
            title=say("Badge"),
            how=say("The state in a small picture, for a README or a page of yours."),
            addresses=(badge, Address(label="Markdown", text=markdown)),
        )
        yield Way(
            title="Prometheus",
            how=say("The state in figures, to be scraped."),
            addresses=(self._address("", "metrics"),),
        )

    def parts(self, *, has_feeds: bool) -> Iterator[tuple[str, tuple[PartWays, ...]]]:
        """Give the ways to follow one component, by group in the order of the page."""
        settings = self._ctx.catalog.settings
        for name, group in [("", None), *((group.name, group.id) for group in settings.groups)]:
            current = (each for each in settings.components if each.id in self._ctx.states)
            found = tuple(
                PartWays(
                    name=component.name,
                    anchor=_anchor(component.id),
                    addresses=tuple(self._of_part(component_url(component.id), has_feeds=has_feeds)),
                )
                for component in current
                if component.group == group
            )
            if found:
                yield name, found

    def _of_part(self, folder: str, *, has_feeds: bool) -> Iterator[Address]:
        if has_feeds:
            yield self._address("Atom", f"{folder}history.atom")
            yield self._address("RSS", f"{folder}history.rss")
        yield self._address(self._say("Badge"), f"{folder}badge.svg")

    def _address(self, label: str, url: str) -> Address:
        return Address(label=label, text=self._base + url, url=url)


def _anchor(component_id: str) -> str:
    return f"part-{component_id}"
