"""What the site's settings say of the house rules: rules that exist, and names that must never be public."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from statuskit.errors import UsageError
from statuskit.problems import KeyPath, Problem, Severity
from statuskit.review import BY_ID
from statuskit.schema import ShapeProblem, nearest
from statuskit.settings import SiteSettings, problem_at


def read_names(site: SiteSettings) -> tuple[str, ...]:
    """Read the names that must never be public, lower-cased; none where the file is not there.

    One a line; empty lines and those that begin with `#` do not count. Raises `UsageError` where the file
    cannot be read.
    """
    path = _names_file(site)
    if path is None:
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}, the file of `review.names_file`, cannot be read: {error}.") from error
    lines = (line.strip().lower() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def _names_file(site: SiteSettings) -> Path | None:
    name = site.settings.review.names_file
    return site.root / Path(name).expanduser() if name else None


def check_settings(site: SiteSettings) -> Iterator[Problem]:
    """Check that the rules named in the settings exist, and that the file of names is there."""
    setting = site.settings.review
    for number, rule in enumerate(setting.off):
        if rule not in BY_ID:
            yield problem_at(site, unknown_rule(("review", "off", number), rule))
    for rule in setting.levels:
        if rule not in BY_ID:
            yield problem_at(site, unknown_rule(("review", "level", rule), rule, key=True))
    path = _names_file(site)
    if path is not None and not path.exists():
        found = ShapeProblem(
            path=("review", "names_file"),
            rule="no-names",
            message="There is no such file, so no text is read for names that must never be public.",
            hint="Fetch it to where this says before you check.",
        )
        yield replace(problem_at(site, found), severity=Severity.WARNING)


def unknown_rule(path: KeyPath, rule: str, *, key: bool = False) -> ShapeProblem:
    """Say that there is no such rule, and which was probably meant."""
    return ShapeProblem(
        path=path,
        rule="unknown-rule",
        message=f'There is no house rule "{rule}".',
        hint=meant(rule),
        key=key,
    )


def meant(rule: str) -> str:
    """Say which rule was probably meant; the families where none is near."""
    if near := nearest(rule, [known.lower() for known in BY_ID]):
        return f'Did you mean "{near.upper()}"?'
    families = dict.fromkeys(known.rstrip("0123456789") for known in BY_ID)
    return f"The families are {', '.join(families)}; their rules are numbered."
