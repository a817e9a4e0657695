"""`statuskit new`: an incident, or a notice, is opened."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from statuskit.cli import asking, completing
from statuskit.cli.desk import Desk, desk, told, writing
from statuskit.errors import UsageError

if TYPE_CHECKING:
    from statuskit.model import ComponentState, Status


@click.command(
    short_help="Open an incident or a notice.",
    epilog="""Examples:

\b
  statuskit new "Card payments are failing" -c checkout=partial_outage --next 30m \\
    -m "About 1 in 5 card payments is declined. We do not know the cause yet."
  statuskit new "Tablets show old messages" --notice -c apps
""",
)
@click.argument("title", required=False)
@click.option(
    "-c",
    "states",
    metavar="ID=STATE",
    multiple=True,
    shell_complete=completing.states,
    help="A component and its state; repeat it for more. The state may be shortened: checkout=partial.",
)
@click.option("-m", "text", metavar="TEXT", help="What customers read first; - takes it from standard input.")
@click.option("--next", "promise", metavar="WHEN", help="When the next word comes: 30m, or 15:30.")
@click.option("--at", "said_at", metavar="TIME", help="When it was said.  [default: now]")
@click.option(
    "--notice", is_flag=True, help="A known defect or an announcement: it hurts no state by itself."
)
@writing
def command(  # noqa: PLR0913 - one for each option
    title: str | None,
    *,
    states: tuple[str, ...],
    text: str | None,
    promise: str | None,
    said_at: str | None,
    notice: bool,
    dry_run: bool,
    yes: bool,
    now: str | None,
) -> None:
    """Open an incident: write its file, incidents/<date>-<title>.yml, and print the path.

    What is missing is asked for when a person is there, the message in their editor. A component without a
    state is taken to be in partial_outage, or with --notice to be operational. Times without an offset are
    read in the site's zone; a bare clock, as 15:30, is the nearest one.
    """
    at = desk(now)
    from statuskit.authoring import drafts, given
    from statuskit.authoring.change import create
    from statuskit.cli.afterwards import tell
    from statuskit.model import Kind

    moment = given.past(said_at, at.zone, at.now) if said_at else at.now
    title = _title(title)
    hurt = _states(at, states, notice=notice)
    promised = _promise(at, promise, asks=text is None)
    about = [title, "", "Say what customers notice, what they can do, and what you are doing about it."]
    with asking.message(text, about) as said, told():
        asking.confirm_secrets([title, said], yes=yes)
        first = drafts.update(at=moment, message=said, status=_first(notice=notice), promise=promised)
        document = drafts.new_file(title, Kind.NOTICE if notice else Kind.INCIDENT, hurt, first)
        day = f"{moment:%Y-%m-%d}"
        written = create(at.site, title, document, at.around, day=day, dry_run=dry_run)
    tell(at, written, dry_run=dry_run, is_new=True)


def _title(title: str | None) -> str:
    from statuskit.authoring.given import check_text

    if title is None:
        if not asking.person_is_there():
            raise UsageError(
                'Say what is wrong, in customers\' words: statuskit new "Card payments are failing"'
            )
        title = asking.ask("What is wrong, in customers' words", str)
    title = " ".join(title.split())
    if not title:
        raise UsageError("The title is empty. Say what is wrong, in customers' words.")
    check_text(title)
    return title


def _first(*, notice: bool) -> "Status":
    from statuskit.model import STATUSES, Kind

    return STATUSES[Kind.NOTICE if notice else Kind.INCIDENT][0]


def _states(at: Desk, texts: Sequence[str], *, notice: bool) -> "dict[str, ComponentState]":
    """Read the components and their states; ask a person for those that are not given."""
    from statuskit.authoring import given
    from statuskit.model import ComponentState

    default = ComponentState.OPERATIONAL if notice else ComponentState.PARTIAL_OUTAGE
    names = {component.id: component.name for component in at.site.settings.components}
    if not texts and names and asking.person_is_there():
        texts = _asked_components(names, default)
    states = given.states(texts, names, default)
    return states if notice else ask_states(states, texts, names)


def ask_states(
    states: "Mapping[str, ComponentState]", texts: Sequence[str], names: Mapping[str, str]
) -> "dict[str, ComponentState]":
    """Ask a person for the state of each component that `texts` name without one; nobody there, nobody asked."""
    from statuskit.authoring.given import state_named
    from statuskit.model import ComponentState

    bare = {text for text in texts if "=" not in text} if asking.person_is_there() else set()
    choices = ", ".join(ComponentState)
    return {
        name: asking.ask(f"How is {names[name]} ({choices})", state_named, default=state)
        if name in bare
        else state
        for name, state in states.items()
    }


def _asked_components(names: Mapping[str, str], default: "ComponentState") -> list[str]:
    """Ask which components it is about, as `-c` takes them."""
    from statuskit.authoring import given

    def read(answer: str) -> list[str]:
        texts = answer.replace(",", " ").split()
        given.states(texts, names, default)
        return texts

    for name, title in names.items():
        click.echo(f"  {name}  {title}", err=True)
    return asking.ask("Which components, if any", read, default="")


def _promise(at: Desk, text: str | None, *, asks: bool) -> str:
    """Read when the next word is promised; ask a person who writes in an editor anyway."""
    from statuskit.authoring import given

    if text is not None:
        return given.promise(text, at.zone, at.now)
    if not asks or not asking.person_is_there():
        return ""
    return asking.ask(
        "When will you say more (30m, 15:30; - for no promise)",
        lambda answer: "" if answer.strip() == "-" else given.promise(answer, at.zone, at.now),
        default="30m",
    )
