"""The plugin's options into `Settings`: references between them, zones, days and lengths of time."""

from collections.abc import Iterator
from datetime import UTC, tzinfo

from statuskit.model import (
    Component,
    ComponentState,
    FeedRule,
    Group,
    Impact,
    ReviewRule,
    Settings,
    UptimeRule,
    When,
)
from statuskit.problems import KeyPath
from statuskit.schema import ShapeProblem, SiteDocument, check, nearest, quoted
from statuskit.schema.site import ComponentDocument
from statuskit.source import Value
from statuskit.written import DAY_LENGTH, DoubtfulTimeError, duration, find_zone, unknown_zone, whole_day


def to_settings(options: Value) -> tuple[Settings, list[ShapeProblem]]:
    """Turn the plugin's options into settings, with all problems.

    A top-level key whose shape is wrong counts as not written.
    """
    document, shape = check(SiteDocument, options)
    problems = list(shape)
    if document is None:
        misshapen = {problem.path[0] for problem in shape if problem.path}
        sound = options if isinstance(options, dict) else {}
        document, _ = check(SiteDocument, {key: sound[key] for key in sound if key not in misshapen})
    if document is None:
        return Settings(), problems
    problems += _references(document)
    zone = find_zone(document.timezone) if document.timezone else UTC
    if document.timezone and zone is None:
        problems.append(_unknown_zone(document.timezone))
    days = _Days(zone or UTC)
    components = tuple(days.component(number, item) for number, item in enumerate(document.components))
    problems += days.problems
    return _record(document, components, known_zone=zone is not None), problems


class _Days:
    """Reads components whose days are those of `zone`, and keeps what is wrong with them."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.problems: list[ShapeProblem] = []

    def component(self, number: int, item: ComponentDocument) -> Component:
        return Component(
            id=item.id,
            name=item.name,
            group=item.group,
            description=item.description or "",
            url=item.url or "",
            since=self.day(("components", number, "since"), item.since),
            until=self.day(("components", number, "until"), item.until),
            uptime=item.uptime,
        )

    def day(self, path: KeyPath, text: str | None) -> When | None:
        """Read the whole day that `text` names; the hour of a time does not count."""
        if text is None:
            return None
        try:
            return whole_day(text[:DAY_LENGTH], self.zone)
        except DoubtfulTimeError as doubt:
            self.problems.append(
                ShapeProblem(path=path, rule=doubt.rule, message=str(doubt), hint=doubt.hint)
            )
            return None


def _record(document: SiteDocument, components: tuple[Component, ...], *, known_zone: bool) -> Settings:
    weights = document.uptime.weights.model_dump()
    cadence = document.cadence.model_dump(exclude_none=True)
    review = document.review
    return Settings(
        incidents_dir=document.incidents_dir,
        timezone=document.timezone if known_zone else None,
        contact=document.contact or "",
        groups=tuple(Group(id=group.id, name=group.name) for group in document.groups),
        components=components,
        uptime=UptimeRule(
            days=document.uptime.days,
            weights={ComponentState(state): float(weight) for state, weight in weights.items()},
        ),
        cadence={Impact(impact): duration(text) for impact, text in cadence.items()},
        feeds=FeedRule(
            host=document.feeds.host, history=document.feeds.history, updates=document.feeds.updates
        ),
        review=ReviewRule(
            off=tuple(review.off),
            levels=dict(review.level),
            allow=tuple(review.allow),
            hosts=tuple(review.hosts),
            names_file=review.names_file,
        ),
    )


def _references(document: SiteDocument) -> Iterator[ShapeProblem]:
    """Check that ids are used once, and that each group named is one."""
    groups = [group.id for group in document.groups]
    components = [component.id for component in document.components]
    for key, ids in (("groups", groups), ("components", components)):
        first: dict[str, int] = {}
        for number, name in enumerate(ids):
            if name in first:
                yield ShapeProblem(
                    path=(key, number, "id"),
                    rule="duplicate-id",
                    message=f"{quoted(name)} is the id of number {first[name] + 1} of the {key} as well.",
                    hint="Give one of the two another id. The one that is public keeps it.",
                )
            first.setdefault(name, number)
    for number, component in enumerate(document.components):
        if component.group is not None and component.group not in groups:
            near = nearest(component.group, groups)
            listed_groups = f"The groups are {', '.join(groups)}." if groups else "There are no groups yet."
            yield ShapeProblem(
                path=("components", number, "group"),
                rule="unknown-group",
                message=f"There is no group {quoted(component.group)}.",
                hint=f'Did you mean "{near}"?' if near else f"{listed_groups} Add it to `groups`.",
            )


def _unknown_zone(name: str) -> ShapeProblem:
    message, hint = unknown_zone(name)
    return ShapeProblem(path=("timezone",), rule="unknown-zone", message=message, hint=hint)
