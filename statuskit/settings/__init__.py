"""The site's settings: read from `mkdocs.yml` without MkDocs, checked, and turned into records."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from statuskit.errors import UsageError
from statuskit.model import Settings
from statuskit.problems import KeyPath, Problem, Severity, in_order
from statuskit.schema import ShapeProblem
from statuskit.settings.files import ConfigFiles
from statuskit.settings.records import to_settings
from statuskit.source import Special, Value
from statuskit.source import read as read_yaml

_NAME = "statuskit"
_FILES = ("mkdocs.yml", "mkdocs.yaml")
_SNIPPET = """plugins:
  - search
  - statuskit:
      timezone: UTC
      components:
        - {id: website, name: Website}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What `mkdocs.yml` says of a status site.

    `root` is the project's folder, that of `config_file`; paths of problems are relative to it.
    `site_url` is "" where none is set. With an error among `problems`, `settings` are what could be
    read of them.
    """

    settings: Settings
    root: Path
    config_file: Path
    problems: tuple[Problem, ...] = ()
    site_name: str = ""
    site_url: str = ""
    language: str = "en"
    docs_dir: Path = field(default_factory=Path)
    site_dir: Path = field(default_factory=Path)


def find_config(start: Path) -> Path:
    """Find `mkdocs.yml` in `start` or the nearest folder above it.

    Raises `UsageError` where there is none.
    """
    here = start.absolute()
    for folder in (here, *here.parents):
        for name in _FILES:
            if (folder / name).is_file():
                return folder / name
    raise UsageError(
        f"There is no mkdocs.yml in {here} or in a folder above it. "
        "Go to your site's folder, or name the file with -f."
    )


def read(config_file: Path, environ: Mapping[str, str] | None = None) -> SiteSettings:
    """Read and check the settings; problems are told in the result, with their places.

    `INHERIT` is followed and `!ENV` is looked up in `environ` (default: the process's). Raises
    `UsageError` where the file cannot be read at all.
    """
    config_file = config_file.absolute()
    root = config_file.parent
    files = ConfigFiles.read(config_file, os.environ if environ is None else environ)
    config = files.value
    base, options = _options(config)
    problems = files.problems
    settings = Settings()
    if options is not None:
        settings, told = to_settings(options)
        problems += [files.problem(item, base) for item in told]
    elif not any(problem.severity is Severity.ERROR for problem in problems):
        problems.append(files.problem(_no_plugin(), ("plugins",)))
    return SiteSettings(
        settings=settings,
        root=root,
        config_file=config_file,
        problems=tuple(in_order(problems)),
        site_name=_text(config, "site_name", ""),
        site_url=_text(config, "site_url", ""),
        language=_language(config),
        docs_dir=root / _text(config, "docs_dir", "docs"),
        site_dir=root / _text(config, "site_dir", "site"),
    )


def read_past(data: bytes) -> Settings | None:
    """Read what a settings file once said of the site; None where it said nothing.

    `INHERIT` is not followed: what was inherited is not known.
    """
    value = read_yaml(data, "", tolerant_tags=True).value
    _, options = _options(value) if isinstance(value, dict) else ((), None)
    return None if options is None else to_settings(options)[0]


def problem_at(site: SiteSettings, found: ShapeProblem, environ: Mapping[str, str] | None = None) -> Problem:
    """Give what was found later in the settings of `site` its place in their file.

    `found.path` begins below the plugin's options. The file is read once more.
    """
    files = ConfigFiles.read(site.config_file, os.environ if environ is None else environ)
    return files.problem(found, _options(files.value)[0])


def _options(config: Mapping[str, Value]) -> tuple[KeyPath, Value | None]:
    """Find the plugin's options and where they stand; None where the plugin is not listed."""
    plugins = config.get("plugins")
    listed: Sequence[tuple[KeyPath, Value]] = []
    if isinstance(plugins, dict):
        listed = [(("plugins",), plugins)]
    elif isinstance(plugins, list):
        listed = [(("plugins", at), item) for at, item in enumerate(plugins)]
    for path, item in listed:
        if item == _NAME:
            return path, {}
        if isinstance(item, dict) and _NAME in item:
            options = item[_NAME]
            if isinstance(options, dict):
                # MkDocs' own switch, which every plugin has.
                options = {key: value for key, value in options.items() if key != "enabled"}
            empty = isinstance(options, Special) and options.value is None
            return (*path, _NAME), {} if empty else options
    return (), None


def _language(config: Mapping[str, Value]) -> str:
    """Find the language of the theme: Material calls it `language`, MkDocs' own themes `locale`."""
    theme = config.get("theme")
    if not isinstance(theme, dict):
        return "en"
    return _text(theme, "language", "") or _text(theme, "locale", "") or "en"


def _no_plugin() -> ShapeProblem:
    return ShapeProblem(
        path=(),
        rule="no-plugin",
        message="The statuskit plugin is not among the plugins.",
        hint=f"Put this into mkdocs.yml:\n\n{_SNIPPET}\n",
    )


def _text(config: Mapping[str, Value], key: str, default: str) -> str:
    value = config.get(key)
    if not isinstance(value, str) or (isinstance(value, Special) and value.value is None):
        return default
    return str(value)
