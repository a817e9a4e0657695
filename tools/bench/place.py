"""Where to build what is measured: in memory, for disks of shared machines are slowed down after some hundred megabytes."""

import shutil
import tempfile
from pathlib import Path

import click

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there
_ROOM = 250_000
"""Bytes that an incident takes, in all the trees that stand side by side."""


def place(folder: Path | None, incidents: int) -> Path:
    """Choose where to build; raises `UsageError` where there is too little room."""
    if folder is None and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > incidents * _ROOM:
        return _MEMORY
    chosen = folder or Path(tempfile.gettempdir())
    if folder is None:
        click.echo(
            f"There is no memory to build in: {chosen} may be a disk, and its times are not ours.", err=True
        )
    if shutil.disk_usage(chosen).free < incidents * _ROOM:
        raise click.UsageError(
            f"{chosen} has less than {incidents * _ROOM / 1e9:.1f} GB left. Name a --folder."
        )
    return chosen
