"""What a shell offers behind a command: ids of incidents, components and states, statuses."""

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from statuskit.cli import config_file
from statuskit.errors import UsageError

if TYPE_CHECKING:
    from statuskit.settings import SiteSettings


def _site(ctx: click.Context) -> "SiteSettings | None":
    """Read the settings; None outside of a site, where nothing can be offered."""
    from statuskit import settings

    try:
        return settings.read(config_file(ctx))
    except UsageError:
        return None


def incident_ids(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the ids that hold what was typed, newest names first; no file is read."""
    from statuskit.authoring.lookup import newest_first
    from statuskit.load.files import find

    site = _site(ctx)
    if site is None:
        return []
    found, _ = find(site.root, site.settings.incidents_dir)
    return [CompletionItem(each.id) for each in newest_first(found) if incomplete in each.id]


def states(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the ids of components, and behind `=` the states."""
    from statuskit.model import ComponentState

    name, separator, state = incomplete.partition("=")
    if separator:
        return [CompletionItem(f"{name}={each}") for each in ComponentState if each.startswith(state)]
    site = _site(ctx)
    components = site.settings.components if site else ()
    return [CompletionItem(each.id, help=each.name) for each in components if each.id.startswith(name)]


def statuses(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the statuses of all kinds of files."""
    from statuskit.model import Status

    return [CompletionItem(each) for each in Status if each.startswith(incomplete)]
