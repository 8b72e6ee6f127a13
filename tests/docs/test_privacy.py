"""Does docs/privacy.md show every declaration of what is stored, and nothing else?"""

from pathlib import Path

import pytest

from shared.domain.privacy.declarations import INDEXES, RECORDS, STORES

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "privacy.md").read_text()
HEAD = "| what | whose data | personal data | exported | erased | kept |\n|---|---|---|---|---|---|\n"


def table(declarations):
    """Return the declarations as the document shows them."""
    rows = ((one.kind, one.whose, one.holds, one.exported, one.erased, one.kept) for one in declarations)
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


@pytest.mark.parametrize(
    ("title", "declarations"),
    [("The table's records", RECORDS), ("The table's indexes", INDEXES), ("Beside the table", STORES)],
)
def test_each_declaration_is_in_the_document(title, declarations):
    after = TEXT.split(f"\n### {title}\n\n", 1)[1]
    assert after.startswith(table(declarations)), f"it should be:\n\n{table(declarations)}"
