"""`history/index.json`: all that has begun, for the filter of `/history/`, in as few bytes as may be.

A column a field, as that compresses best. Its only reader is our own script; its form may change.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from statuskit.outputs import OutputFile
from statuskit.views.context import Context, history_url
from statuskit.views.history import Listed, listed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def build(ctx: Context) -> Iterator[OutputFile]:
    """Make the file, where anything has begun.

    `components` are [id, name]; `looks` are [kind, tone, phases of the mark]. All other columns are as long as
    the list and begin with the newest: `began` in minutes, the first since 1970 and each other before the one
    above it; `look` and `parts` point into `looks` and `components`.
    """
    found = list(listed(ctx))
    if not found:
        return
    components = [[each.id, each.name] for each in ctx.catalog.settings.components]
    places = {component: place for place, (component, _) in enumerate(components)}
    looks: dict[tuple[object, ...], int] = {}
    minutes = [(each.began - _EPOCH) // timedelta(minutes=1) for each in found]
    columns = {
        "ids": [each.id for each in found],
        "titles": [each.title for each in found],
        "words": [each.first_words for each in found],
        "tags": [" ".join(each.tags) for each in found],
        "began": [minutes[0], *(newer - older for newer, older in pairwise(minutes))],
        "look": [looks.setdefault(_look(each), len(looks)) for each in found],
        "parts": [[places[component] for component in each.components] for each in found],
    }
    content = {"components": components, "looks": list(looks), **columns}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    yield OutputFile(f"{history_url()}index.json", text.encode())


def _look(each: Listed) -> tuple[object, ...]:
    phases = tuple((it.start, it.end, it.shows.shape, it.shows.text) for it in each.phases)
    return each.kind, each.tone, phases
