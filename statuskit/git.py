"""What git knows of a revision: which files it holds below a folder, what they said, and which differ now."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from statuskit.errors import UsageError

_PLAIN = ("100644", "100755")
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git sets for a hook, relative to a folder that need not be ours; it finds all of it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A revision seen from the folder `root`; names of files are relative to it, with forward slashes.

    `files` maps each plain file of the revision to what it held, as git names that. `changed` are the names
    of the files that it holds and that differ now, and of those that stand in `root` and not in it.
    """

    name: str
    root: Path
    files: Mapping[str, str]
    changed: frozenset[str]

    def read(self, names: Iterable[str]) -> dict[str, bytes]:
        """Give what files of the revision held."""
        wanted = list(names)
        asked = "".join(f"{self.files[name]}\n" for name in wanted)
        answer = _git(self.root, "cat-file", "--batch", given=asked.encode())
        held: dict[str, bytes] = {}
        at = 0
        for name in wanted:
            line_end = answer.index(b"\n", at)
            start = line_end + 1
            at = start + int(answer[at:line_end].rsplit(b" ", 1)[1])
            held[name] = answer[start:at]
            at += 1
        return held


def revision(root: Path, name: str) -> Revision:
    """Look up a revision: a branch, a tag, a commit, as git writes them.

    Raises `UsageError` where there is no git, no repository, or no such revision in it.
    """
    commit = _commit(root, name)
    tree = _git(root, "ls-tree", "-r", "-z", commit)
    files: dict[str, str] = {}
    for entry in filter(None, tree.split(b"\0")):
        about, _, path = entry.partition(b"\t")
        mode, _, held = about.decode().split()
        if mode in _PLAIN:
            files[os.fsdecode(path)] = held
    differing = _git(
        root, "diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", commit, "--"
    )
    unknown = _git(root, "ls-files", "--others", "-z", "--exclude-standard")
    changed = frozenset(map(os.fsdecode, filter(None, (differing + unknown).split(b"\0"))))
    return Revision(name=name, root=root, files=files, changed=changed)


def _commit(root: Path, name: str) -> str:
    """Find the commit that a revision names."""
    _git(root, "rev-parse", "--is-inside-work-tree")
    # `--end-of-options` lets a name that begins with a dash be a name.
    found = _run(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    ).stdout.split()
    if found:
        return found[-1].decode()
    message = f'git knows no revision "{name}" here.'
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        message += (
            " This checkout is shallow, it holds the newest commits alone. Fetch the rest first: "
            "git fetch --unshallow; in GitHub Actions, give actions/checkout `fetch-depth: 0`."
        )
    else:
        message += (
            " Name a branch, a tag or a commit; one of another repository, as origin/main, is fetched first."
        )
    raise UsageError(message)


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    """Run git in `root`; raises `UsageError` with what it says where it cannot."""
    done = _run(root, *words, given=given)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(f"git cannot tell what was published: {said[0] if said else 'it gives no reason'}")
    return done.stdout


def _run(root: Path, *words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    # A translated message would be told to nobody's use.
    environment = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK} | {"LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - a list, no shell, and names behind `--` or `--end-of-options`
            ["git", "-C", os.fspath(root), *words],  # noqa: S607 - the git of whoever calls
            input=given,
            capture_output=True,
            check=False,
            env=environment,
        )
    except FileNotFoundError:
        raise UsageError("There is no git on the PATH, so nobody knows what was published.") from None
