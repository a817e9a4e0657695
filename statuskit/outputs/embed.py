"""`/embed.js`: the line that shows on somebody else's page what is broken here; `theme/assets/embed.js` with its words."""

import json
from collections.abc import Iterator

from rjsmin import jsmin

from statuskit.facts.status import roll_up
from statuskit.model import ENDED, STATUSES, Kind, Status
from statuskit.outputs import OutputFile
from statuskit.outputs.assets import THEME
from statuskit.outputs.marks import COLOURS, DARK_COLOURS, SHAPES
from statuskit.views.context import Context

PLACE = "({}); // The build puts them here."
"""Where in the script its words go."""

_SHOWN = frozenset(Status) - ENDED - {Status.SCHEDULED}


def build(ctx: Context) -> Iterator[OutputFile]:
    """Make the script. It holds no state of the site, so it changes with the language and the program alone."""
    source = (THEME / "assets" / "embed.js").read_text(encoding="utf-8")
    said = json.dumps(_words(ctx), separators=(",", ":"))
    script = str(jsmin(source.replace(PLACE, f"({said});", 1)))
    # The page around it may be in any encoding, and these bytes are the same in all of them.
    yield OutputFile("embed.js", script.encode("ascii"))


def _words(ctx: Context) -> dict[str, object]:
    """Gather what the script says, but for what the summary says to it."""
    say = ctx.words.gettext
    return {
        "lang": ctx.words.language,
        "dir": ctx.words.direction,
        "spoken": ctx.words.spoken,
        "well": say(roll_up(()).description),
        "maintenance": say("Maintenance under way"),
        "statuses": {
            status: ctx.words.term(status)
            for status in (*STATUSES[Kind.INCIDENT], *STATUSES[Kind.MAINTENANCE])
            if status in _SHOWN
        },
        "marks": {
            mark: {"outline": SHAPES[mark], "light": colour, "dark": DARK_COLOURS[mark]}
            for mark, colour in COLOURS.items()
        },
    }
