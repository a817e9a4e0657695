"""Secrets in texts: found where detect-secrets would, told by kind and three characters, and quickly."""

import base64
import json
import re
import subprocess
import sys
import time

import pytest
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins import keyword
from hypothesis import given, settings
from hypothesis import strategies as st

from statuskit.review.secrets import OWN_KINDS, looks_secretive, secrets

KINDS: dict[str, type] = get_mapping_from_secret_type_to_class()
NOT_USED = {"Base64HighEntropyString", "HexHighEntropyString", "IPPublicDetector"}
PATTERNS = [
    pytest.param(pattern, id=f"{kind} {number}")
    for kind, plugin in sorted(KINDS.items())
    if plugin.__name__ not in NOT_USED
    for number, pattern in enumerate(getattr(plugin, "denylist", ()))
]
PATTERNS += [
    pytest.param(pattern, id=f"Secret Keyword {number}")
    for number, pattern in enumerate(keyword.QUOTES_REQUIRED_DENYLIST_REGEX_TO_GROUP)
]
PATTERNS += [pytest.param(pattern, id=f"our {kind}") for kind, pattern in OWN_KINDS]
A_TO_Z = "abcdefghijklmnopqrstuvwxyz"


def part(piece: object) -> str:
    """Encode a part of a JSON web token."""
    return base64.urlsafe_b64encode(json.dumps(piece).encode()).decode().rstrip("=")


# Put together here, so that no tool takes this file for a leak.
TOKENS = {
    "AWS Access Key": "AKIA" + "QWERTYUIOPASDFGH",
    "Artifactory Credentials": "AKC" + "a1b2c3d4e5f6",
    "Azure Storage Account access key": "AccountKey=" + "a1" * 44,
    "Basic Auth Credentials": "https://bob:" + "hunter2@db.acme.example/x",
    "Discord Bot Token": "M" + "a1" * 12 + ".a1b2c3." + "a1" * 13 + "b",
    "GitHub Token": "ghp_" + "a1" * 18,
    "GitLab Token": "glpat-" + "a1" * 10,
    "JSON Web Token": f"{part({'alg': 'none'})}.{part({'sub': 'a'})}.",
    "Mailchimp Access Key": "a1" * 16 + "-us12",
    "NPM tokens": "//registry.acme.example/:_authToken=" + "npm_" + "a1" * 9,
    "OpenAI Token": "sk-" + "a1" * 10 + "T3BlbkFJ" + "a1" * 10,
    "Private Key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "PyPI Token": "pypi-AgEIcHlwaS5vcmc" + "a1" * 40,
    "SendGrid API Key": "SG." + "a1" * 11 + "." + "a1" * 21 + "b",
    "Slack Token": "xoxb-" + "12-34-abc",
    "Square OAuth Secret": "sq0csp-" + "a1" * 21 + "b",
    "Stripe Access Key": "sk_live_" + "a1" * 12,
    "Telegram Bot Token": "110201543:" + "a1" * 17 + "b",
    "Twilio API Key": "SK" + "a1" * 16,
    "Cloudant Credentials": "cloudant_pw = " + "a1" * 32,
    "SoftLayer Credentials": "softlayer_key = " + "a1" * 32,
    "IBM Cloud IAM Key": "ibm_cloud_iam_key = " + "a1" * 22,
    "IBM COS HMAC Credentials": "cos_secret_access_key = " + "a1" * 24,
    "Secret Keyword": 'password = "' + "correct horse" + '"',
    "Password": "DB_PASSWORD=" + "hunter2!",
    "Authorization Header": "Authorization: Bearer " + "a1b2c3d4e5f6a7b8",
    "Google API Key": "AIza" + "a1" * 17 + "b",
    "AI Service Key": "sk-ant-" + "a1" * 12,
    "NPM Token": "npm_" + "a1" * 18,
}


# There are many patterns, so each gets a third of the usual number of tries.
@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=settings().max_examples // 3)
@given(data=st.data())
def test_the_quick_look_loses_nothing_of_the_patterns(
    *, pattern: re.Pattern[str], data: st.DataObject
) -> None:
    """Whatever an expression of detect-secrets matches, or one of ours, gets past the quick look, whatever stands around it."""
    text = data.draw(st.text("ab .", max_size=3)) + data.draw(st.from_regex(pattern))
    # No name is read for in a line with a word of a hundred letters.
    assert looks_secretive(text) or not pattern.search(text) or re.search(r"\w{100}", text)


@pytest.mark.parametrize("name", keyword.DENYLIST)
def test_the_quick_look_knows_all_names_of_secrets(name: str) -> None:
    """Every name of a secret that detect-secrets knows gets past the quick look."""
    assert looks_secretive(f"my {name.replace('_?', '')} is x")
    assert looks_secretive(f"MY_{name.replace('?', '').upper()}=x")


@pytest.mark.parametrize(("kind", "token"), TOKENS.items())
def test_each_kind_is_found_at_its_place(kind: str, token: str) -> None:
    """A secret of each kind is found, inside its own text, and what is told of it is kind and three characters."""
    text = f"First line.\nWe saw this: {token}\nLast line."
    found = list(secrets(text))
    assert kind in {each.kind for each in found} | {"Secret Keyword" if kind == "Password" else ""}
    start = text.index(token)
    for each in found:
        assert start <= each.start < each.end <= start + len(token)
        assert str(each) == f"{each.kind} ({text[each.start : each.start + 3]}…)"
        assert text[each.start : each.end] not in str(each) + repr(each)


def test_every_kind_of_both_lists_has_a_token_here() -> None:
    """No kind is without a test: neither one of detect-secrets nor one of our own."""
    theirs = {kind for kind, plugin in KINDS.items() if plugin.__name__ not in NOT_USED}
    assert theirs | {kind for kind, _ in OWN_KINDS} <= set(TOKENS)


@pytest.mark.parametrize(
    "text",
    [
        "Password resets are 20 minutes late.",
        "The API key of our mail service had expired, and the token with it.",
        "Set `password: {password}` or `DB_PASSWORD=$PASSWORD`.",
        "Reset your password: https://status.acme.example/reset2",
        "The outage began at 07:21 and ended at 09:14 UTC on 2026-11-20.",
        "See https://status.acme.example/incidents/2026-11-20-card-payments-are-failing/#technical.",
        "Ask key people; write to help@example.com.",
        "",
    ],
)
def test_ordinary_sentences_hold_no_secret(text: str) -> None:
    """Words about secrets, long addresses and times are none."""
    assert list(secrets(text)) == []


def test_a_comment_in_the_text_excuses_nothing() -> None:
    """The mark by which detect-secrets lets a line pass has no meaning here: texts are written by anyone."""
    assert list(secrets(f"{TOKENS['AWS Access Key']}  # pragma: allowlist secret"))


def test_two_secrets_of_a_line_are_both_found() -> None:
    """Each place is told once, in the order of the text."""
    text = f"{TOKENS['GitHub Token']} and {TOKENS['AWS Access Key']}"
    assert [each.kind for each in secrets(text)] == ["GitHub Token", "AWS Access Key"]


def test_a_secret_deep_in_a_very_long_line_is_found() -> None:
    """A line that is cut into pieces loses nothing at the cuts."""
    token = TOKENS["GitHub Token"]
    for before in range(1_650, 1_760, 7):
        text = "x " * (before // 2) + token + " y" * 1_000
        assert [text[each.start : each.end] for each in secrets(text)] == [token]


@pytest.mark.parametrize(
    "text",
    [
        "password_" * 20_000 + "=",
        'password="' * 20_000,
        "`" * 100_000 + "password",
        "://" + "a:" * 50_000 + "@",
        "eyJ" + "a-_" * 50_000,
        "-----BEGIN " + "A " * 50_000,
        f"{A_TO_Z}1-" * 5_000,
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    """A hundred thousand characters made to hurt are looked through in seconds, not in minutes."""
    before = time.process_time()
    list(secrets(text))
    assert time.process_time() - before < 5


def test_rules_are_read_without_the_library() -> None:
    """Importing the rules does not import detect-secrets, which takes as long as all the rest of a command."""
    code = "import sys, statuskit.review.safety; sys.exit('detect_secrets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
