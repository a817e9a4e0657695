"""What `make lighthouse` makes of Lighthouse's reports."""

from typing import Any

import pytest

from tools.lighthouse import METRICS, SCORES, summed_up, table


def report(performance: float, bytes_sent: int) -> dict[str, Any]:
    """Write what of a report counts: one audit of weight, one that only informs."""
    refs = [{"id": "cls", "weight": 1}, {"id": "advice", "weight": 0}]
    categories = {key: {"score": 1, "auditRefs": []} for key in SCORES}
    categories["performance"] = {"score": performance, "auditRefs": refs}
    audits: dict[str, Any] = {key: {"score": 1, "numericValue": bytes_sent} for key in METRICS}
    audits |= {"cls": {"score": performance}, "advice": {"score": 0}}
    return {"categories": categories, "audits": audits}


def test_a_page_is_known_by_its_medians() -> None:
    """Neither the best look nor the worst decides; what cost points in any of them is named."""
    seen = summed_up("/", [report(1, 30), report(0.9, 10), report(0.98, 20)])
    assert seen.scores["performance"] == pytest.approx(98)
    assert seen.scores["seo"] == 100
    assert seen.metrics["total-byte-weight"] == 20
    assert seen.faults == ["performance: cls"]


def test_the_table_has_a_row_for_each_page() -> None:
    """Scores are whole, and a shift of the layout has its decimals."""
    lines = table([summed_up("/", [report(1, 3)]), summed_up("history", [report(1, 3)])]).splitlines()
    assert lines[2:] == [
        "| / | 100 | 100 | 100 | 100 | 3 | 3 | 3 | 3.000 | 3 |",
        "| history | 100 | 100 | 100 | 100 | 3 | 3 | 3 | 3.000 | 3 |",
    ]
