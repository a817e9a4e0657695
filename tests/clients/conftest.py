"""The site in each of its seven states, built and served at the root of a host, as clients want it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from statuskit import plugin

from .states import HISTORY, MKDOCS, NOW, STATES

Serving = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, serving: Serving) -> Iterator[dict[str, str]]:
    """Give the address of a built site for the name of each state."""
    with ExitStack() as stack:
        addresses = {}
        for number, (name, state) in enumerate(STATES.items()):
            root = tmp_path_factory.mktemp(f"state-{number}")
            files = {f"incidents/{file}": text for file, text in {**HISTORY, **state.files}.items()}
            files |= {"mkdocs.yml": MKDOCS, "site_src/index.md": "Write to us.\n"}
            for file, text in files.items():
                path = root / file
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
            built = plugin.build(root / "mkdocs.yml", strict=True, now=NOW)
            addresses[name] = stack.enter_context(serving(built.site_dir))
        yield addresses
