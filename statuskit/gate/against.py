"""A site held against a revision of its repository: what was public then, and is edited or gone."""

import shlex
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property

from statuskit.gate.edited import Edit, edits
from statuskit.gate.hiding import Hiding
from statuskit.git import Revision
from statuskit.load import read_past
from statuskit.load.files import Found, find, named
from statuskit.model import Catalog, Incident, Kind, Settings
from statuskit.problems import Problem, Severity
from statuskit.review.secrets import secrets
from statuskit.schema import quoted
from statuskit.settings import SiteSettings
from statuskit.settings import read_past as read_past_settings
from statuskit.source import read


class Comparison:
    """A site beside a revision of it. Whatever the revision holds counts as published."""

    def __init__(self, site: SiteSettings, revision: Revision) -> None:
        self._site = site
        self._revision = revision
        self._files, _ = find(site.root, site.settings.incidents_dir)
        self._past = self._settings()
        self._then = named(revision.files, self._past.incidents_dir)

    def _settings(self) -> Settings:
        """Read the settings of then; those of now, where they are the same or were elsewhere."""
        name = self._site.config_file.name
        if name not in self._revision.changed or name not in self._revision.files:
            return self._site.settings
        return read_past_settings(self._revision.read([name])[name]) or self._site.settings

    @cached_property
    def differing(self) -> frozenset[str] | None:
        """The files that have to be checked since the revision; None where the settings differ: then all."""
        changed = self._revision.changed
        if self._site.config_file.name in changed:
            return None
        new = {found.file for found in self._files if found.file not in self._revision.files}
        bundles = {
            found.file
            for found in self._files
            if found.bundle and any(name.startswith(f"{_folder(found.file)}/") for name in changed)
        }
        return frozenset(changed | new | bundles)

    def problems(self, catalog: Catalog, now: datetime) -> list[Problem]:
        """Tell what was public in the revision and is not any more, or is something else.

        `catalog` holds at least the differing files. A file that nobody can read now is told of by the
        loader; one that nobody could read then was not public. Secrets are hidden.
        """
        # In another zone, a file that nobody touched says other times.
        is_shifted = self._past.timezone != self._site.settings.timezone
        wanted = [name for name in self._then if is_shifted or name in self._revision.changed]
        held = self._revision.read(wanted)
        now_by_id = {found.id: found for found in self._files}
        by_id = {incident.id: incident for incident in catalog.incidents}
        told: list[Problem] = []
        for name, data in held.items():
            found = Found(id=self._then[name], location=self._site.root / name, file=name)
            before = read_past(data, found, self._past.timezone)
            if before is None:
                continue
            if before.id not in now_by_id:
                told += self._missing(before, catalog, now)
            elif after := by_id.get(before.id):
                told += self._edited(before, after, now)
        return Hiding(self._site.root).hide_all(told)

    def _missing(self, before: Incident, catalog: Catalog, now: datetime) -> Iterator[Problem]:
        """Tell of an incident that has no file any more, or one of another name."""
        if before.withdrawn:
            return
        known = set(self._then.values())
        renamed = next(
            (each for each in catalog.incidents if each.id not in known and _is_same(before, each)), None
        )
        if renamed:
            yield Problem(
                rule="renamed-incident",
                severity=Severity.ERROR,
                file=renamed.file,
                message=f"It was public as \"{before.id}\", and a file's name is its page's address: "
                "links to it, and what feeds told of it, lead nowhere now.",
                hint=f"Give the file its name back: {before.file}",
            )
            return
        restore = shlex.join(["git", "checkout", self._revision.name, "--", before.file])
        kind = "maintenance" if before.kind is Kind.MAINTENANCE else before.kind
        cancelled = (
            "\nA maintenance that will not be is told of by an update with `status: cancelled`."
            if before.kind is Kind.MAINTENANCE
            else ""
        )
        yield Problem(
            rule="removed-incident",
            severity=Severity.ERROR,
            file=before.file,
            message=f"This {kind} was public, and its file is gone.",
            hint=f"Bring it back: {restore}\nIf it was a mistake, let the page say so:\nwithdrawn:\n"
            f"  at: {now:%Y-%m-%dT%H:%M:%SZ}\n  because: Why it was one, in words for customers.{cancelled}",
        )

    def _edited(self, before: Incident, after: Incident, now: datetime) -> Iterator[Problem]:
        found: Sequence[Edit] = list(edits(before, after))
        if not found:
            return
        source = read((self._site.root / after.file).read_bytes(), after.file)
        for edit in found:
            # A secret may be taken out of a published word; all else stays.
            leak = any(secrets(edit.corrected.message)) if edit.corrected else False
            was = f" It said {quoted(edit.said)}" if edit.said and not leak else ""
            span, excerpt = source.place(edit.path, key=edit.path == ("updates",))
            yield Problem(
                rule=edit.rule,
                severity=Severity.WARNING if leak else edit.severity,
                file=after.file,
                message=f"{edit.message}{was}",
                hint=edit.hint + _correction(edit, now),
                path=edit.path,
                span=span,
                excerpt=excerpt,
            )


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def _is_same(before: Incident, after: Incident) -> bool:
    """Tell whether two records of different names begin with the same word."""
    if before.updates and after.updates:
        return before.updates[0].at == after.updates[0].at and before.title == after.title
    return not before.updates and not after.updates and before.title == after.title


def _correction(edit: Edit, now: datetime) -> str:
    if edit.corrected is None:
        return ""
    return (
        f"\n  - at: {now:%Y-%m-%dT%H:%M:%SZ}\n    corrects: {edit.corrected.at:%Y-%m-%dT%H:%M:%SZ}\n"
        "    message: What was wrong, and what is right."
    )
