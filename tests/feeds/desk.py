"""A desk at which one incident file is edited at random, and the feed of updates after each edit."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from statuskit.facts.moments import settle
from statuskit.facts.public import public
from statuskit.load import load
from statuskit.outputs.feeds import Feeds
from statuskit.prose import Prose
from statuskit.views.context import context
from statuskit.words import Words

from .conftest import BRAND, SETTINGS

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
STATES = ["degraded_performance", "partial_outage", "major_outage", "operational"]


def iso(when: datetime) -> str:
    """Write a time as incident files do."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Desk:
    """Where an engineer edits one incident file at random, a few minutes apart.

    `told` maps each text that was published to the time it must carry; `rewritten` says whether the newest edit
    changed what had been said before, which no feed can undo.
    """

    chance: Random
    now: datetime = START
    said: int = 0
    told: dict[str, str] = field(default_factory=dict)
    rewritten: bool = False
    document: dict[str, Any] = field(
        default_factory=lambda: {
            "title": "Rooms do not open",
            "components": {"rooms": "major_outage"},
            "updates": [],
        }
    )

    @property
    def words(self) -> list[dict[str, Any]]:
        """The updates in the file."""
        found: list[dict[str, Any]] = self.document["updates"]
        return found

    def edit(self) -> None:
        """Change the file in one of the ways in which such files are changed."""
        self.now += timedelta(seconds=self.chance.randint(60, 3000))
        self.rewritten = False
        ways = [self.say] * 5 + [self.say_in_the_same_second, self.say_late, self.insert, self.correct]
        ways += [self.reword, self.retitle, self.hurt, self.explain, self.explain, self.correct_account]
        (self.chance.choice(ways) if self.words else self.say)()

    def token(self, at: str) -> str:
        """Make a text that is told once only."""
        self.said += 1
        text = f"Told as number {self.said}."
        self.told[text] = at
        return text

    def word(self, at: str, **more: str) -> dict[str, Any]:
        """Make an update."""
        return {"at": at, "message": self.token(at), **more}

    def say(self) -> None:
        """Say something, with or without a new status or a promise."""
        final = self.document.get("postmortem", {}).get("state") == "final"
        more = {"status": self.chance.choice(["investigating", "identified", "monitoring", "resolved"])}
        if self.chance.random() < 0.4 or final:
            # Nobody reopens what has its final account.
            more = {}
        if self.chance.random() < 0.4:
            more["next_update"] = "30m"
        self.words.append(self.word(iso(self.now), **more))

    def say_in_the_same_second(self) -> None:
        """Say more, in the second of the last word."""
        self.words.append(self.word(self.words[-1]["at"]))
        self.rewritten = self.explained()

    def say_late(self) -> None:
        """Commit now what was said a little earlier."""
        at = max(iso(self.now - timedelta(seconds=45)), self.words[-1]["at"])
        self.words.append(self.word(at))
        self.rewritten = self.explained()

    def insert(self) -> None:
        """Add a word that was forgotten, before others; it may turn the word after it into a mere update."""
        place = self.chance.randrange(len(self.words))
        self.words.insert(place + 1, self.word(self.words[place]["at"]))
        if any(each["at"] == self.words[place]["at"] for each in self.words[place + 2 :]):
            # Ids of words in one second count up in the order of the file: nobody squeezes one in between.
            self.words.append(self.words.pop(place + 1) | {"at": self.words[-1]["at"]})
            self.told[self.words[-1]["message"]] = self.words[-1]["at"]
        self.rewritten = True

    def correct(self) -> None:
        """Correct an earlier word by a new one."""
        self.words.append(self.word(iso(self.now), corrects=self.chance.choice(self.words)["at"]))

    def reword(self) -> None:
        """Mend a slip in an old text, as one should not."""
        self.chance.choice(self.words)["message"] += " (Mended.)"
        self.rewritten = True

    def retitle(self) -> None:
        """Find a better title."""
        self.document["title"] = f"Rooms do not open {self.said}"
        self.rewritten = True

    def hurt(self) -> None:
        """Change the state at the top, which is no word."""
        self.document["components"] = {"rooms": self.chance.choice(STATES)}

    def explain(self) -> None:
        """Bring the postmortem a step further: a draft, a preliminary one, the final one."""
        account = self.document.get("postmortem")
        if account is None:
            self.document["postmortem"] = {
                "state": "draft",
                "plain": "It lasted {duration}, {updates} updates.",
            }
        elif account["state"] == "draft":
            at = iso(self.now)
            text = "It lasted {duration}, {updates} updates. " + self.token(at)
            account.update(state="preliminary", published=at, plain=text)
        elif account["state"] == "preliminary" and self.status() == "resolved":
            at = iso(self.now)
            text = "In the end it lasted {duration}, {updates} updates. " + self.token(at)
            account.update(state="final", published=at, plain=text)

    def correct_account(self) -> None:
        """Correct a published postmortem."""
        account = self.document.get("postmortem")
        if account and account["state"] != "draft":
            at = iso(self.now)
            account.setdefault("corrections", []).append({"at": at, "what": self.token(at)})

    def explained(self) -> bool:
        """Tell whether a postmortem is public: a word that is dated before it alters what it counted."""
        return bool(self.document.get("postmortem", {}).get("published"))

    def status(self) -> str:
        """Give the status in force."""
        return str(
            next((word["status"] for word in reversed(self.words) if "status" in word), "investigating")
        )


def publish(root: Path, desk: Desk, prose: Prose) -> bytes:
    """Write the file, load it, and give the feed of updates."""
    text = yaml.safe_dump(desk.document, sort_keys=False)
    (root / "incidents" / "one.yml").write_text(text, encoding="utf-8")
    loaded = load(root, SETTINGS, desk.now)
    assert [problem.message for problem in loaded.problems if problem.severity == "error"] == []
    ctx = context(public(loaded.catalog), settle(loaded.catalog, desk.now).now, Words("en"), prose)
    made = {file.path: file.content for file in Feeds(ctx, BRAND).gathering()}
    document = made["updates.atom"]
    assert isinstance(document, bytes)
    return document
