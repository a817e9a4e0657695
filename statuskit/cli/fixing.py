"""`statuskit check --fix`: mend files before they are checked, and say what was mended."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statuskit.cli import config_file

if TYPE_CHECKING:
    from statuskit.load.files import Found


def fix_files(paths: Iterable[Path], *, fix: bool, dry_run: bool) -> None:
    """Mend the incident files that `paths` mean, or print the difference that it would make.

    Raises `UsageError` for `dry_run` without `fix`: a check writes nothing anyway.
    """
    from statuskit import settings
    from statuskit.cli.scope import scope
    from statuskit.errors import UsageError
    from statuskit.load.files import find

    if not fix:
        raise UsageError("--dry-run goes with --fix; without that, `check` writes nothing.")
    site = settings.read(config_file())
    meant = scope(paths, site)
    files, _ = find(site.root, site.settings.incidents_dir)
    for found in files:
        if meant.means(found.file):
            _fix(found, dry_run=dry_run)


def _fix(found: "Found", *, dry_run: bool) -> None:
    from statuskit.load.files import read_start
    from statuskit.mending import mended
    from statuskit.report import safe
    from statuskit.source import MAX_BYTES

    data = read_start(found, MAX_BYTES)
    if not isinstance(data, bytes):
        return
    after, mends = mended(data, found.file)
    if not mends:
        return
    if dry_run:
        click.echo(_difference(data, after, found.file))
        return
    _write(found, data, after)
    for mend in mends:
        click.echo(safe(f"{found.file}:{mend.line} mended  {mend.what}"), err=True)


def _write(found: "Found", before: bytes, after: bytes) -> None:
    """Put the mended file in place of the one that was read; raises `ProblemsFound` if it is another by now."""
    from statuskit.errors import ProblemsFound
    from statuskit.saving import alone, write_whole

    path = found.path.resolve()
    with alone(path.parent):
        if path.read_bytes() != before:
            raise ProblemsFound(f"{found.file} has changed meanwhile, and was not written. Try again.")
        write_whole(path, after)


def _difference(before: bytes, after: bytes, file: str) -> str:
    """Show the difference, secrets and control characters left out."""
    from statuskit.authoring.change import difference
    from statuskit.gate.hiding import without_secrets
    from statuskit.report import safe

    old, new = (without_secrets(text.decode("utf-8-sig")) for text in (before, after))
    return "\n".join(map(safe, difference(file, old, new).splitlines()))
