"""What git knows: of a revision its files, what they said and which differ now; of a history its commits."""

import os
import subprocess
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from statuskit.errors import UsageError

_PLAIN = ("100644", "100755")
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git sets for a hook, relative to a folder that need not be ours; it finds all of it again."""

_NO_PROGRAMS = ("--no-pager", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false")
"""A repository of somebody else may name programs in its settings: none of them is run."""
_FIELDS = ("%H", "%P", "%aI", "%s")
_LOG = (
    "--no-replace-objects", "log", "-z", "--raw", "--no-renames", "--no-ext-diff", "--no-textconv", "--diff-merges=off",
    "--no-color", "--no-mailmap", "--encoding=UTF-8", f"--format={'%x00'.join(_FIELDS)}", "HEAD", "--",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit: `at` is when it was written, RFC 3339 with an offset; `files` are those that it changed.

    Of a merge, which changes none by itself, `files` is empty; `parents` counts.
    """

    sha: str
    parents: int
    at: str
    subject: str
    files: tuple[str, ...]


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


def commits(root: Path) -> Generator[Commit]:
    """Yield each commit that the HEAD of the repository at `root` leads to, newest first.

    They are read as git finds them, however many there are; no program that the repository names is run, and
    nothing is fetched. Raises `UsageError` where there is no git, no repository, or no commit in it.
    """
    with TemporaryFile() as told:
        try:
            # A list without a shell; all words are ours but the folder's name, which can only be what `-C` takes.
            running = subprocess.Popen(  # noqa: S603
                # Which git it is, the caller's own PATH says, as for every command that they type.
                ["git", *_NO_PROGRAMS, "-C", os.fspath(root), *_LOG],  # noqa: S607
                stdout=subprocess.PIPE,
                stderr=told,
                env=_environment() | {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"},
            )
        except FileNotFoundError:
            raise _no_git("which commits there are") from None
        with running:
            yield from _commits(_parts(running.stdout))
        if running.returncode:
            told.seek(0)
            raise _untold(told.read(), "which commits there are")


def is_shallow(root: Path) -> bool:
    """Tell whether a repository holds its newest commits alone."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _commits(parts: Iterator[str]) -> Iterator[Commit]:
    fields: list[str] = []
    files: list[str] = []
    for part in parts:
        is_whole = len(fields) == len(_FIELDS)
        if is_whole and part.lstrip("\n").startswith(":"):
            files.append(next(parts, ""))
            continue
        if is_whole:
            yield _read_commit(fields, files)
            fields, files = [], []
        fields.append(part)
    if len(fields) == len(_FIELDS):
        yield _read_commit(fields, files)


def _read_commit(fields: list[str], files: list[str]) -> Commit:
    sha, parents, at, subject = fields
    return Commit(sha=sha.strip(), parents=len(parents.split()), at=at, subject=subject, files=tuple(files))


def _parts(stream: IO[bytes] | None) -> Iterator[str]:
    """Yield what ends with a zero byte."""
    left = b""
    while stream and (chunk := stream.read(65_536)):
        *whole, left = (left + chunk).split(b"\0")
        yield from (part.decode("utf-8", errors="replace") for part in whole)


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
    if is_shallow(root):
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
        raise _untold(done.stderr, "what was published")
    return done.stdout


def _untold(stderr: bytes, what: str) -> UsageError:
    said = stderr.decode(errors="replace").strip().splitlines()
    return UsageError(f"git cannot tell {what}: {said[0] if said else 'it gives no reason'}")


def _environment() -> dict[str, str]:
    # A translated message would be told to nobody's use.
    return {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK} | {"LC_ALL": "C"}


def _run(root: Path, *words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(  # noqa: S603 - a list, no shell, and names behind `--` or `--end-of-options`
            ["git", "-C", os.fspath(root), *words],  # noqa: S607 - the git of whoever calls
            input=given,
            capture_output=True,
            check=False,
            env=_environment(),
        )
    except FileNotFoundError:
        raise _no_git("what was published") from None


def _no_git(what: str) -> UsageError:
    return UsageError(f"There is no git on the PATH, so nobody knows {what}.")
