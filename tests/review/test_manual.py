"""The manual of the house rules."""

from pathlib import Path

from statuskit.review import BY_ID, RULES
from statuskit.review.manual import manual, page, without_secrets
from statuskit.review.secrets import secrets

PAGE = Path(__file__).parents[2] / "site_src" / "manual" / "rules.md"


def test_the_page_is_current() -> None:
    """The manual page says what the rules say; `make manual` writes it anew."""
    assert PAGE.read_text(encoding="utf-8").endswith(f"\n\n{manual(RULES)}")


def test_each_rule_has_a_section_with_an_anchor() -> None:
    """Each rule is found under its id, with its level, its reason and what is better."""
    text = manual(RULES)
    for rule in RULES:
        assert text.count(f"{{#{rule.id.lower()}}}") == 1
        for words in (rule.why, rule.better, rule.source.rstrip(".")):
            assert words in text


def test_no_secret_stands_in_the_manual() -> None:
    """Examples of secrets are left out: the manual is public, and read for secrets itself."""
    assert not list(secrets(manual(RULES)))
    token = "ghp_" + "a1B2" * 9
    assert without_secrets(f"We used {token} twice: {token}") == "We used *** *** twice: *** ***"


def test_a_rule_of_files_shows_what_differs() -> None:
    """The page of a rule that reads whole files shows the lines that make one good."""
    told = page(BY_ID["MH4"])
    assert "+    data: {lost: none, exposed: none}" in told
    assert "title:" not in told
