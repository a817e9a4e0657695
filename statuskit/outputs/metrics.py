"""`/metrics`: the state in figures, in Prometheus' text form (exposition format 0.0.4).

Moments are seconds since 1970 and never ages, so that the file changes only when a fact does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from statuskit.facts.cases import last_spoken
from statuskit.facts.ledger import Ledger, ledger
from statuskit.facts.moments import next_change
from statuskit.facts.promises import ActionStanding
from statuskit.model import ComponentState, Impact
from statuskit.outputs import OutputFile
from statuskit.views.context import Context

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INDICATORS = ("none", "maintenance", "minor", "major", "critical")
_UNSETTLED = frozenset({ActionStanding.OPEN, ActionStanding.LATE})
_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})

Sample = tuple[tuple[str, ...], float]
"""The values of a metric's labels, in their order, and its figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A gauge; `tells` is one line without a backslash."""

    name: str
    tells: str
    labels: tuple[str, ...] = ()
    samples: tuple[Sample, ...]


def build(ctx: Context) -> Iterator[OutputFile]:
    """Make the file."""
    text = "".join(line for metric in metrics(ctx) for line in _lines(metric))
    yield OutputFile("metrics", text.encode())


def metrics(ctx: Context) -> Iterator[Metric]:
    """Give every metric; one of which nothing is known, such as a last word, has no sample."""
    state = ctx.state
    yield from _components(ctx)
    yield Metric(
        name="statuskit_status",
        tells="The state of the site as a whole, by Statuspage's indicator: 1 for the one that holds.",
        labels=("indicator",),
        samples=_one_of(_INDICATORS, state.roll_up.indicator),
    )
    impacts = [case.impact for case in state.open_incidents]
    yield Metric(
        name="statuskit_open_incidents",
        tells="Open incidents by impact.",
        labels=("impact",),
        samples=tuple(((impact,), impacts.count(impact)) for impact in Impact),
    )
    yield _number("statuskit_open_notices", "Open notices.", len(state.notices))
    yield _number("statuskit_maintenances_under_way", "Maintenances under way.", len(state.under_way))
    yield _number("statuskit_maintenances_ahead", "Maintenances that have not begun.", len(state.ahead))
    yield from _promises(ledger(ctx.cases.values()))
    yield _moment(
        "statuskit_last_word_timestamp_seconds",
        "When anything was last said.",
        last_spoken(ctx.cases.values(), ctx.now),
    )
    yield _moment(
        "statuskit_next_change_timestamp_seconds",
        "When what the site says changes by the clock alone: it has to be built again by then.",
        next_change(ctx.catalog.settings, ctx.cases.values(), ctx.now),
    )


def _components(ctx: Context) -> Iterator[Metric]:
    """Give the names of the components that are not retired, and their states."""
    groups = {group.id: group.name for group in ctx.catalog.settings.groups}
    named = [(ctx.components[component], state) for component, state in ctx.states.items()]
    yield Metric(
        name="statuskit_component_info",
        tells="A component and its group as customers know them; always 1.",
        labels=("component", "name", "group"),
        samples=tuple(((each.id, each.name, groups.get(each.group or "", "")), 1) for each, _ in named),
    )
    yield Metric(
        name="statuskit_component_state",
        tells="The state of a component: 1 for the one that holds, 0 for the others.",
        labels=("component", "state"),
        samples=tuple(
            ((component.id, *labels), figure)
            for component, state in named
            for labels, figure in _one_of(tuple(ComponentState), state)
        ),
    )


def _promises(book: Ledger) -> Iterator[Metric]:
    """Tell of what we promised and have neither done nor dropped, late or not."""
    due: dict[str, list[datetime | None]] = {
        "update": [promise.due for promise in book.unkept if promise.answered is None],
        "postmortem": [account.due.end for account in book.accounts if account.published is None],
        "action": [
            entry.due.end if entry.due else None for entry in book.actions if entry.standing in _UNSETTLED
        ],
    }
    yield Metric(
        name="statuskit_open_promises",
        tells="Promises that we have yet to keep, late ones too.",
        labels=("kind",),
        samples=tuple(((kind,), len(moments)) for kind, moments in due.items()),
    )
    dated = {kind: [moment for moment in moments if moment] for kind, moments in due.items()}
    yield Metric(
        name="statuskit_oldest_open_promise_due_timestamp_seconds",
        tells="When the oldest promise that we have yet to keep is due, or was.",
        labels=("kind",),
        samples=tuple(((kind,), _seconds(min(moments))) for kind, moments in dated.items() if moments),
    )


def _one_of(values: Sequence[str], holds: str) -> tuple[Sample, ...]:
    return tuple(((value,), int(value == holds)) for value in values)


def _number(name: str, tells: str, figure: int) -> Metric:
    return Metric(name=name, tells=tells, samples=(((), figure),))


def _moment(name: str, tells: str, moment: datetime | None) -> Metric:
    return Metric(name=name, tells=tells, samples=(((), _seconds(moment)),) if moment else ())


def _seconds(moment: datetime) -> float:
    """Count the seconds since 1970; a whole number where there is no fraction."""
    length = moment - _EPOCH
    return length.total_seconds() if length.microseconds else length // timedelta(seconds=1)


def _lines(metric: Metric) -> Iterable[str]:
    yield f"# HELP {metric.name} {metric.tells}\n"
    yield f"# TYPE {metric.name} gauge\n"
    for values, figure in metric.samples:
        pairs = (
            f'{label}="{value.translate(_ESCAPED)}"'
            for label, value in zip(metric.labels, values, strict=True)
        )
        labels = f"{{{','.join(pairs)}}}" if values else ""
        yield f"{metric.name}{labels} {figure!r}\n"
