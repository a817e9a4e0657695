"""The site in each of its seven states, built and served at the root of a host, as clients want it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from statuskit import plugin

from .states import HISTORY, MKDOCS, NOW, STATES

Serving = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the site of each state; gives its folder for the name of the state."""
    built = {}
    for number, (name, state) in enumerate(STATES.items()):
        root = tmp_path_factory.mktemp(f"state-{number}")
        files = {f"incidents/{file}": text for file, text in {**HISTORY, **state.files}.items()}
        files |= {"mkdocs.yml": MKDOCS, "site_src/index.md": "Write to us.\n"}
        for file, text in files.items():
            path = root / file
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        built[name] = plugin.build(root / "mkdocs.yml", strict=True, now=NOW).site_dir
    return built


@pytest.fixture(scope="session")
def sites(folders: dict[str, Path], serving: Serving) -> Iterator[dict[str, str]]:
    """Give the address of each site, served at the root of a host of its own."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(serving(folder)) for name, folder in folders.items()}
