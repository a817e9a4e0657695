"""`statuskit import`: one command for each provider, made from a table."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from statuskit.importers import Importer


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A place that people leave: its command's name, what its help says, and who reads its history.

    `reader` gets the values of `options`, which only this provider has, and imports the reader's file no
    sooner than that.
    """

    name: str
    reader: "Callable[..., Importer]"
    short_help: str
    help: str
    example: str
    options: tuple[click.Option, ...] = ()


def _cachet() -> "Importer":
    from statuskit.importers.cachet import Cachet

    return Cachet()


def _cstate() -> "Importer":
    from statuskit.clock import moment
    from statuskit.importers.cstate import CState

    return CState(now=moment(None, os.environ).replace(microsecond=0))


def _google_cloud() -> "Importer":
    from statuskit.importers.google_cloud import GoogleCloud

    return GoogleCloud()


def _statuspage() -> "Importer":
    from statuskit.importers.statuspage import Statuspage

    return Statuspage()


def _upptime(window: int) -> "Importer":
    from datetime import timedelta

    from statuskit.importers.upptime import Upptime

    return Upptime(window=timedelta(minutes=window))


PROVIDERS = (
    Provider(
        name="cachet",
        reader=_cachet,
        short_help="Import what the API of Cachet answers.",
        help="Import what the API of Cachet answers, version 2 or 3 of Cachet.\n\nSOURCE is a file or several: the "
        "pages of /api/v1/incidents, and of its updates, of schedules, of components and of their groups; or a "
        "folder with such files. In Cachet 3 the addresses begin with /api.",
        example="cachet/ --timezone Europe/Berlin --add-components",
    ),
    Provider(
        name="cstate",
        reader=_cstate,
        short_help="Import a site of cState.",
        help="Import a site of cState.\n\nSOURCE is the folder in which its config.yml stands, with the issues in "
        "content/issues; or a single issue.",
        example="../old-status-page --add-components --timezone UTC",
    ),
    Provider(
        name="google-cloud",
        reader=_google_cloud,
        short_help="Import the JSON of Google Cloud's dashboard.",
        help="Import the JSON of Google Cloud's dashboard.\n\nSOURCE is a file as /incidents.json answers it: a "
        "list of incidents, or one incident; or several files, or a folder with such files.",
        example="incidents.json --add-components",
    ),
    Provider(
        name="statuspage",
        reader=_statuspage,
        short_help="Import from Atlassian Statuspage.",
        help="Import from Atlassian Statuspage.\n\nSOURCE is a file with an answer of its API, as "
        "/api/v2/incidents.json, scheduled-maintenances.json, components.json or summary.json, the feed "
        "/history.atom or /history.rss, or a folder with such files. An incident that stands in several comes in once.",
        example="export/ --add-components",
    ),
    Provider(
        name="upptime",
        reader=_upptime,
        short_help="Import the repository of an Upptime page.",
        help="Import the repository of an Upptime page.\n\nSOURCE is the folder of its clone, with .upptimerc.yml, "
        "history/ and git's own log; files of lines with sha, time and message, tabs between, may stand for the log.",
        example="../upptime --add-components",
        options=(
            click.Option(
                ["--window"],
                metavar="MINUTES",
                type=click.IntRange(0, 1440),
                default=15,
                show_default=True,
                help="Outages of a site with at most so much time between them are one incident.",
            ),
        ),
    ),
)
"""In the order of their names."""


@click.group(
    short_help="Bring in a history that you have elsewhere.",
    epilog="Example: statuskit import statuspage incidents.json --add-components",
)
def command() -> None:
    """Write incident files from a history kept elsewhere.

    A report names everything that was left out or guessed. A file that is there already is never overwritten,
    so a second run changes nothing.
    """


def _command(provider: Provider) -> click.Command:
    """Make the command of a provider."""

    def run(
        sources: tuple[Path, ...],
        *,
        to: Path | None,
        add_components: bool,
        timezone: str | None,
        redirects: Path | None,
        dry_run: bool,
        **own: object,
    ) -> None:
        from statuskit.cli import importing

        wanted = importing.Wanted(
            to=to, add_components=add_components, timezone=timezone, redirects=redirects, dry_run=dry_run
        )
        importing.run(provider.reader(**own), provider.name, sources, wanted)

    folder = click.Path(file_okay=False, path_type=Path)
    return click.Command(
        provider.name,
        callback=run,
        short_help=provider.short_help,
        help=provider.help,
        epilog=f"Example: statuskit import {provider.name} {provider.example}",
        params=[
            click.Argument(
                ["sources"],
                metavar="SOURCE...",
                nargs=-1,
                required=True,
                type=click.Path(exists=True, path_type=Path),
            ),
            *provider.options,
            click.Option(
                ["--to"],
                metavar="DIR",
                type=folder,
                help="Where the files go.  [default: incidents_dir of the settings]",
            ),
            click.Option(
                ["--add-components"], is_flag=True, help="Put the components found into mkdocs.yml."
            ),
            click.Option(
                ["--timezone"],
                metavar="ZONE",
                help="Where times without an offset are read, as Europe/Berlin.",
            ),
            click.Option(
                ["--redirects"],
                metavar="DIR",
                type=folder,
                help="Write rules there that lead from old addresses to ours: _redirects, and redirects.conf "
                "for nginx.",
            ),
            click.Option(["--dry-run"], is_flag=True, help="Report, and write nothing."),
        ],
    )


for _each in PROVIDERS:
    command.add_command(_command(_each))
