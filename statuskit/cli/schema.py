"""`statuskit schema`: JSON Schema for editors."""

from typing import Literal

import click


@click.command(
    short_help="Print JSON Schema for editors.",
    epilog="Example: statuskit schema incident > incident.schema.json",
)
@click.argument("of", metavar="incident|site", type=click.Choice(["incident", "site"]))
def command(of: Literal["incident", "site"]) -> None:
    """Print the JSON Schema of incident files, or of the site's settings.

    An editor that knows it completes keys and marks what is wrong while you write.
    """
    import json

    from statuskit.schema import json_schema

    click.echo(json.dumps(json_schema(of), indent=2, ensure_ascii=False))
