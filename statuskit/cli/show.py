"""`statuskit show`: one incident, as the customer will read it."""

import os
from typing import TYPE_CHECKING

import click

from statuskit.cli import completing, config_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from statuskit.model import Incident
    from statuskit.problems import Problem


def _tell_if_broken(problems: "Sequence[Problem]", incidents: "Sequence[Incident]", part: str) -> None:
    """Print what is wrong with the file that was meant, where that is why there is nothing to show."""
    from statuskit.errors import ProblemsFound
    from statuskit.problems import Severity
    from statuskit.report import render_text

    errors = [each for each in problems if each.severity is Severity.ERROR and part in each.file]
    if errors and not any(part in incident.id for incident in incidents):
        click.echo(render_text(errors, color="NO_COLOR" not in os.environ), err=True)
        raise ProblemsFound("Nothing can be shown of it until its file is mended.")


@click.command(
    short_help="Print one incident as the customer will read it.",
    epilog="Example: statuskit show card-payments",
)
@click.argument("incident_id", metavar="ID", shell_complete=completing.incident_ids)
@click.option("--now", metavar="TIME", help="Read it as of this moment: 2026-11-20T15:40:00Z.")
def command(incident_id: str, *, now: str | None) -> None:
    """Print one incident as the customer will read it.

    ID may be any part of its id that no other id has.
    """
    from statuskit import load, settings
    from statuskit.cli.finding import find_incident
    from statuskit.clock import moment
    from statuskit.facts.moments import settle
    from statuskit.facts.public import public
    from statuskit.outputs.text import incident_text
    from statuskit.prose import Prose
    from statuskit.views.context import context
    from statuskit.views.incident import head, incident_page
    from statuskit.words import Words

    site = settings.read(config_file())
    asked = moment(now, os.environ)
    loaded = load.load(site.root, site.settings, asked)
    shown = public(loaded.catalog)
    _tell_if_broken(loaded.problems, shown.incidents, incident_id)
    incident = find_incident(shown.incidents, incident_id)
    at = settle(shown, asked)
    ctx = context(shown, at.now, Words(site.language), Prose(), seen=at.cases)
    click.echo(incident_text(ctx, incident_page(ctx, incident, head(ctx, incident))), nl=False)
