"""Build the demo as of now, look at it, and print the table: `make lighthouse`."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from tests.browser.host import Host
from tools.lighthouse import SCORES, WHOLE, summed_up, table

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {"/": "", "an incident": "incidents/2026-03-17-messages-late/", "history": "history/"}
LOOKS = 5
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


def main() -> int:
    """Give 0 where every median is 100, else 1."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    node = shutil.which("node")
    if chromium is None or node is None or not PROGRAM.exists():
        click.echo("Lighthouse needs Chromium, Node.js and its own package: make lighthouse", err=True)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        # Not frozen: the script asks for the summary, as it does at a reader's.
        subprocess.run(
            [sys.executable, "-m", "statuskit", "build", "--site-dir", folder], cwd=ROOT, check=True, stdout=2
        )
        with Host(folder=Path(folder)).open() as host:
            seen = []
            for page, address in PAGES.items():
                reports = [_look(node, chromium, host.root + address) for _ in range(LOOKS)]
                seen.append(summed_up(page, reports))
                click.echo(f"{page}: done", err=True)
    click.echo(table(seen))
    wanting = [each for each in seen if min(each.scores.values()) < WHOLE]
    for each in wanting:
        click.echo(f"{each.page}: {', '.join(each.faults)}", err=True)
    return 1 if wanting else 0


def _look(node: str, chromium: str, address: str) -> dict[str, Any]:
    """Run Lighthouse once, on a phone as it imagines one; gives its report."""
    options = ["--quiet", "--output=json", "--no-enable-error-reporting", f"--chrome-flags={FLAGS}"]
    done = subprocess.run(
        [node, PROGRAM, address, *options, f"--only-categories={','.join(SCORES)}"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    sys.exit(main())
