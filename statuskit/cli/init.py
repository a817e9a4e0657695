"""`statuskit init`: a new site."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from datetime import datetime

    from statuskit.scaffold import NewSite, Recipe, Scaffolded
    from statuskit.settings import SiteSettings

T = TypeVar("T")

_WHO = ("github", "gitlab", "netlify", "cloudflare", "container", "rsync", "all", "none")
"""Names of recipes, told without an import: `--help` has to answer at once."""

_NO_ADDRESS = "https://status.example.com/"


@click.command(
    short_help="Begin a site.",
    epilog="""Examples:

\b
  statuskit init
  statuskit init status --name "Acme Status" --url https://status.acme.example/ \\
    --component checkout="Card payments" --component Rooms --ci github
""",
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--name", metavar="TEXT", help='What the page is called.  [default: after the folder: "Acme Status"]'
)
@click.option("--url", metavar="ADDRESS", help=f"Where readers find it.  [default: {_NO_ADDRESS}]")
@click.option(
    "--component",
    "components",
    metavar="ID=NAME",
    multiple=True,
    help="A part of the product as customers know it, or its name alone; repeat it.  [default: Website]",
)
@click.option(
    "--ci",
    "who",
    multiple=True,
    type=click.Choice(_WHO),
    help="Who builds and publishes it; repeat it for more.  [default: github]",
)
@click.option("--dry-run", is_flag=True, help="Tell which files would be written, and write none.")
@click.option("--now", metavar="TIME", help="The moment of the first word: 2026-11-20T15:40:00Z.")
def command(
    folder: Path,
    *,
    name: str | None,
    url: str | None,
    components: tuple[str, ...],
    who: tuple[str, ...],
    dry_run: bool,
    now: str | None,
) -> None:
    """Write a site that works: settings, a first word, pages, what editors need, and who publishes it.

    A file that is there is never touched, so a site may be given another recipe later. What no option says is
    asked for when a person is there.
    """
    from statuskit import scaffold
    from statuskit.clock import moment

    at = moment(now, os.environ)
    there = _there(folder)
    site = _as_it_is(there, url, at) if there else _asked(folder, name, url, components, at)
    recipes = _recipes(who)
    files = tuple(scaffold.new_files(site, recipes))
    if there:
        files = scaffold.for_a_site_that_is_there(files, folder, has_incidents=_has_incidents(there))
    done = scaffold.write(folder, files, dry_run=dry_run)
    _tell(folder, done, dry_run=dry_run)
    if there and any(problem.rule == "no-plugin" for problem in there.problems):
        click.echo("\nmkdocs.yml does not name statuskit. What it lacks: statuskit check", err=True)
    if done.written and not dry_run:
        _next(folder, next(iter(site.components)))


def _there(folder: Path) -> "SiteSettings | None":
    """Read the settings of a site that stands in the folder."""
    from statuskit import settings

    found = [folder / name for name in ("mkdocs.yml", "mkdocs.yaml") if (folder / name).is_file()]
    return settings.read(found[0]) if found else None


def _has_incidents(site: "SiteSettings") -> bool:
    from statuskit.load.files import find

    return any(find(site.root, site.settings.incidents_dir))


def _as_it_is(there: "SiteSettings", url: str | None, now: "datetime") -> "NewSite":
    """Take the site as its settings have it; only an address that they lack may be said."""
    from statuskit.errors import UsageError
    from statuskit.scaffold import NewSite, asked

    components = {each.id: each.name for each in there.settings.components}
    try:
        address = asked.address(there.site_url)
    except UsageError:
        address = asked.address(url or _NO_ADDRESS)
    return NewSite(
        name=there.site_name or "Status",
        url=address,
        components=components or {"website": "Website"},
        now=now,
    )


def _asked(
    folder: Path, name: str | None, url: str | None, components: Sequence[str], now: "datetime"
) -> "NewSite":
    from statuskit.scaffold import NewSite, asked

    return NewSite(
        name=_answer(name, "Name of the page", asked.named_after(folder.resolve().name), asked.name),
        url=_answer(url, "Its address", _NO_ADDRESS, asked.address),
        components=asked.components(components)
        if components
        else _answer(
            None,
            "Parts of your product, with commas between",
            "Website",
            lambda text: asked.components(text.split(",")),
        ),
        now=now,
    )


def _recipes(who: Sequence[str]) -> "tuple[Recipe, ...]":
    from statuskit.scaffold import asked

    if who:
        return asked.recipes(who)
    return _answer(
        None, f"Who publishes it ({', '.join(_WHO)})", "github", lambda text: asked.recipes([text])
    )


def _answer(given: str | None, question: str, default: str, reader: Callable[[str], T]) -> T:
    """Read what an option says, else what a person answers, else the default."""
    from statuskit.cli import asking

    if given is None and asking.person_is_there():
        return asking.ask(question, reader, default)
    return reader(default if given is None else given)


def _tell(folder: Path, done: "Scaffolded", *, dry_run: bool) -> None:
    from statuskit.report import safe

    for path in done.written:
        click.echo(safe(f"{'would write' if dry_run else 'wrote'}  {folder / path}"))
    for path in done.left:
        click.echo(safe(f"left as it is  {folder / path}"), err=True)
    if not done.written:
        click.echo("All is there already.", err=True)


def _next(folder: Path, component: str) -> None:
    """Name the commands that come next."""
    import shlex

    lines = [
        f"cd {shlex.quote(str(folder))}" if folder.resolve() != Path.cwd() else "",
        "statuskit serve             look at it",
        "statuskit check --strict    is every file right, and every word?",
        f'statuskit new "Card payments are failing" -c {component}=partial_outage',
    ]
    click.echo("\nNext:", err=True)
    for line in filter(None, lines):
        click.echo(f"  {line}", err=True)
    click.echo("Then commit the folder. How it is published: the head of each recipe says it.", err=True)
