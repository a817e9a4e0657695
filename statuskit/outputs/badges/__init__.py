"""Badges of the site and of each component: a picture, and beside it the data from which shields.io draws one.

They tell the state as of the build. The data is that of shields.io's endpoint badge, which refuses a key that
it does not know and asks again after 300 seconds at the soonest.
"""

import json
from collections.abc import Iterator

from statuskit.model import Component, ComponentState
from statuskit.outputs import OutputFile
from statuskit.outputs.badges.svg import draw
from statuskit.outputs.fit import one_line
from statuskit.outputs.marks import COLOURS
from statuskit.views.brand import Brand
from statuskit.views.context import Context, Mark, component_url
from statuskit.views.pages import state_line
from statuskit.words import Words

ASK_AGAIN = 300
"""Seconds for which shields.io may keep a state."""

_HURT = frozenset(
    state.value.replace("_", "-")
    for state in (
        ComponentState.DEGRADED_PERFORMANCE,
        ComponentState.PARTIAL_OUTAGE,
        ComponentState.MAJOR_OUTAGE,
    )
)


def build(ctx: Context, brand: Brand) -> Iterator[OutputFile]:
    """Make all badges. That of a retired component says so: where it was put on a page it does not break."""
    yield from _badge(ctx.words, "", brand.name, state_line(ctx).mark)
    for component in ctx.catalog.settings.components:
        yield from _badge(ctx.words, component_url(component.id), component.name, _mark(ctx, component))


def _mark(ctx: Context, component: Component) -> Mark:
    state = ctx.states.get(component.id)
    return Mark("note", ctx.words.gettext("Retired")) if state is None else ctx.mark(state)


def _badge(words: Words, folder: str, name: str, mark: Mark) -> Iterator[OutputFile]:
    label, message = one_line(name), one_line(mark.text)
    told = words.labelled(label, message) if label else message
    yield OutputFile(f"{folder}badge.svg", draw(label, message, mark.shape, told))
    data = {
        "schemaVersion": 1,
        "label": label,
        "message": message,
        "color": COLOURS[mark.shape],
        # Then nobody can ask for another colour: an outage in green would be a lie.
        "isError": mark.shape in _HURT,
        "cacheSeconds": ASK_AGAIN,
    }
    yield OutputFile(f"{folder}badge.json", json.dumps(data, ensure_ascii=False).encode())
