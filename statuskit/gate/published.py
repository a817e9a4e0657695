"""What came past the rules: files of bundles and hand-written pages, read once more before they are published."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from statuskit.gate.names import read_names
from statuskit.model import Catalog
from statuskit.problems import Problem, Severity
from statuskit.review.output_scan import Leak, scan
from statuskit.settings import SiteSettings


def leaks(
    site: SiteSettings, catalog: Catalog, folder: Path, hand_written: Mapping[str, str]
) -> Iterator[Problem]:
    """Tell of what should not be public in files that no rule has read.

    `hand_written` maps addresses below `folder`, where the site is being built, to source files. A secret is
    a warning, which stops a strict build; of the files of bundles all else is a hint.
    """
    names, hosts = read_names(site), site.settings.review.hosts
    for address, source in sorted(hand_written.items()):
        page = folder / address
        if address.endswith(".html") and page.is_file():
            for leak in scan(source, page.read_bytes()):
                if leak.is_secret:
                    yield _problem(leak, Severity.WARNING, "It stands in a page that you wrote by hand.")
    for incident in catalog.incidents:
        for name in incident.files:
            file = (PurePosixPath(incident.file).parent / name).as_posix()
            for leak in scan(file, (site.root / file).read_bytes(), names=names, hosts=hosts):
                yield _problem(
                    leak,
                    Severity.WARNING if leak.is_secret else Severity.HINT,
                    "The file is published beside the incident's page.",
                )


def _problem(leak: Leak, severity: Severity, where: str) -> Problem:
    line = f" in line {leak.line}" if leak.line else ""
    return Problem(
        rule=leak.rule or "metadata",
        severity=severity,
        file=leak.path,
        message=f"It holds {leak.what}{line}.",
        hint=f"{where} Take it out; what was public once cannot be called back.",
    )
