"""`statuskit serve`: a live preview."""

import click

from statuskit.cli import config_file


@click.command(
    short_help="Show the site while you write.", epilog="Example: statuskit serve --addr 127.0.0.1:8080"
)
@click.option("--addr", metavar="HOST:PORT", help="Where to listen.  [default: dev_addr of the settings]")
def command(addr: str | None) -> None:
    """Build the site, serve it, and build again whenever a file changes.

    An incident file that is wrong shows its problems in the browser, with file and line; the page comes
    back by itself once the file is mended. Ctrl-C ends it.
    """
    from statuskit.plugin import serve

    serve(config_file(), addr=addr)
