"""What `make bench` sees of a program: its time, its memory, its failure, and what it left in a folder."""

import os
import sys
from pathlib import Path

import pytest

from tools.bench.history import history
from tools.bench.measure import run
from tools.bench.peers import markdown, write_hugo, write_mkdocs
from tools.bench.tree import age, differing, look, touched

BUSY = "import time\nwhile time.process_time() < .3: pass"


def test_the_work_of_a_child_counts(tmp_path: Path) -> None:
    """A program that lets others work is no quicker for it."""
    starter = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}], check=True)"
    assert run([sys.executable, "-c", starter], tmp_path).cpu >= 0.3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of a running program")
def test_memory_of_processes_side_by_side_is_summed(tmp_path: Path) -> None:
    """Two workers of 60 MB each need 120 MB, whoever started them."""
    worker = "import time; held = b'x' * 60_000_000; end = time.monotonic() + .5\nwhile time.monotonic() < end: pass"
    starter = (
        "import subprocess, sys\n"
        f"both = [subprocess.Popen([sys.executable, '-c', {worker!r}]) for _ in 'ab']\n"
        "for each in both: each.wait()"
    )
    memory = run([sys.executable, "-c", starter], tmp_path, watched=True).memory
    assert 120_000_000 < memory < 200_000_000


def test_a_failure_is_told_by_its_last_line(tmp_path: Path) -> None:
    """The table has room for one."""
    done = run([sys.executable, "-c", "import sys; print('well'); sys.exit('no such file')"], tmp_path)
    assert done.failed == "exit 1: no such file"
    assert run([sys.executable, "-c", ""], tmp_path).failed == ""


def test_a_file_that_is_written_anew_counts_as_touched(tmp_path: Path) -> None:
    """A sync looks at times and bytes; a cold build is compared by bytes alone."""
    for name in ("same", "again", "other", "gone"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        os.utime(tmp_path / name, (1, 1))
    before = look(tmp_path)
    os.utime(tmp_path / "again", (2, 2))
    (tmp_path / "other").write_text("changed", encoding="utf-8")
    (tmp_path / "gone").unlink()
    (tmp_path / "new").write_text("new", encoding="utf-8")
    after = look(tmp_path)
    assert touched(before, after) == (4, 1)
    assert differing(before, after) == 3
    age(tmp_path, 9)
    assert touched(after, look(tmp_path)) == (4, 4)


def test_others_are_given_the_same_texts(tmp_path: Path) -> None:
    """Every message and the whole postmortem stand in the one page of an incident, for each generator."""
    drawn = list(history(20))
    write_mkdocs(drawn, tmp_path / "mkdocs")
    write_hugo(drawn, tmp_path / "hugo")
    for each in drawn:
        said = [update["message"] for update in each.document["updates"]]
        if story := each.document.get("postmortem"):
            said += [story["plain"], story["technical"], story["apology"]["text"]]
            said += [action["what"] for action in story["actions"]]
        for page in (tmp_path / "mkdocs/docs/incidents", tmp_path / "hugo/content/incidents"):
            text = (page / f"{each.id}.md").read_text(encoding="utf-8")
            assert markdown(each.document) in text
            assert all(part in text for part in said)
            assert each.document["title"] in text
