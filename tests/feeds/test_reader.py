"""A reader that polls after each edit of a file sees each word once, when it was said, and never again."""

import os
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from statuskit.prose import Prose

from .desk import Desk, publish
from .stories import read

EDITS = 50


@dataclass
class Reader:
    """A feed reader: it knows items by their ids, and shows each new one."""

    items: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    shown: list[tuple[str, str]] = field(default_factory=list)

    def poll(self, document: bytes, *, frozen: bool) -> None:
        """Read the feed; of a known item neither date nor link may change, and no text while `frozen`."""
        for entry in read(document).entries:
            item = (entry.updated, entry.link, entry.title, entry.content[0].value)
            known = self.items.setdefault(entry.id, item)
            assert known[:2] == item[:2]
            assert known == item or not frozen
            if known is item:
                self.shown.append((entry.updated, entry.content[0].value))
            self.items[entry.id] = item


@pytest.mark.slow
# A history of 50 edits is no smaller with another seed, so there is nothing to shrink.
@settings(max_examples=6, phases=(Phase.generate,))
@given(st.integers(min_value=0, max_value=2**32))
def test_each_word_is_seen_once(seed: int) -> None:
    """Over 50 edits: nothing is missed, nothing comes twice, dates are true, and what was said stays as said."""
    desk, reader, prose = Desk(Random(seed)), Reader(), Prose()  # noqa: S311 - no secret hangs on it
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "incidents").mkdir()
        for _ in range(EDITS):
            before = set(desk.told)
            desk.edit()
            reader.poll(publish(root, desk, prose), frozen=not desk.rewritten)
            for text in desk.told.keys() - before:
                assert text in reader.shown[-1][1]
    for text, at in desk.told.items():
        assert [when for when, html in reader.shown if text in html] == [at]
    assert len(reader.shown) == len(desk.told)


@pytest.mark.slow
@pytest.mark.xdist_group("clients")
def test_a_reader_that_people_use_shows_each_word_once(
    tmp_path: Path,
    prose: Prose,
    ask: Callable[..., Any],
    serving: Callable[[Path], AbstractContextManager[str]],
) -> None:
    """The library `reader` asks the server after each of 50 edits: what is new to it is what was said."""
    desk = Desk(Random(50))  # noqa: S311 - no secret hangs on it
    said, rewritten, editions = [], [], []
    for folder in ("incidents", "editions", "site"):
        (tmp_path / folder).mkdir()
    for number in range(EDITS):
        before = set(desk.told)
        desk.edit()
        edition = tmp_path / "editions" / f"{number}.atom"
        edition.write_bytes(publish(tmp_path, desk, prose))
        # The server tells by this time whether anything is new.
        os.utime(edition, times=(desk.now.timestamp(),) * 2)
        said.append({text: at for text, at in desk.told.items() if text not in before})
        rewritten.append(desk.rewritten)
        editions.append(os.fspath(edition))
    with serving(tmp_path / "site") as address:
        task = {"address": f"{address}updates.atom", "file": os.fspath(tmp_path / "site" / "updates.atom")}
        polls = ask("poll", task | {"editions": editions})
    for poll, told, changed in zip(polls, said, rewritten, strict=True):
        fresh = poll["fresh"]
        assert poll["new"] == len(fresh) == len(told)
        assert {text for text in told if any(text in item["html"] for item in fresh)} == told.keys()
        assert sorted(item["at"] for item in fresh) == sorted(told.values())
        assert changed or poll["modified"] == 0
    assert sum(len(told) for told in said) > EDITS / 2
