"""Load the corpus: inbound inputs as they arrive, and what a reader must make of each.

README.md has the format, and the rule about the last third.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).parent
THIRDS = ("first", "second", "third")
FOLDERS = (*THIRDS, "more", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")

type Outcome = Literal["leads", "test", "to_read", "unreadable", "nothing"]
type Value = str | int | float


@dataclass(frozen=True, kw_only=True)
class ExpectedLead:
    """A person that the input shows, as they are to be stored.

    Attributes:
        name: the whole name, as it is to be shown.
        first_name: given only where the division is beyond doubt; `last_name` likewise.
        emails: the addresses, lower case.
        optional_emails: addresses that may be kept or not, such as a portal's relay to the person.
        phones: E.164; `optional_phones` may be kept or not.
        message: words that the message must contain; None: not judged.
        message_without: words that must not be in it, such as a footer.
        attributes: known attributes (docs/api.md); `price` is right as `price`, `price_min` or `price_max`.
        kept: words that must survive in the message or in any attribute.
        consent: what was agreed or refused, by purpose (`privacy`, `marketing`, `contact`).
    """

    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    emails: tuple[str, ...] = ()
    optional_emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    optional_phones: tuple[str, ...] = ()
    message: str | None = None
    message_without: tuple[str, ...] = ()
    attributes: Mapping[str, Value] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    consent: Mapping[str, bool] | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """An input as it arrives on the wire, and what is right.

    Attributes:
        id: the file's name without its extensions.
        file: where the body is.
        arrives: the kind of source, or the mail provider that posts it.
        headers: the request's headers that matter, `Content-Type` among them; none for files and mails.
        country: the team's country, for phones without a prefix.
        office: the team's own domains and addresses, as the tenant file would list them.
        language: of the people who wrote it.
        kinds: what the input has that is hard; words for a reader of figures.
        outcome: what becomes of it: leads, a provider's test, a mail for "To read", unreadable, or nothing at all.
        leads: in the order of the input.
        never: addresses and phones that must belong to nobody.
    """

    id: str
    file: Path
    third: str
    arrives: str
    headers: Mapping[str, str]
    country: str
    office: tuple[str, ...]
    language: str
    kinds: tuple[str, ...]
    outcome: Outcome
    leads: tuple[ExpectedLead, ...]
    never: tuple[str, ...]

    def body(self) -> bytes:
        """Return the bytes as they arrive."""
        return self.file.read_bytes()


def cases(third: str) -> Iterator[Case]:
    """Yield the cases of one folder, in the order of its labels."""
    labels = tomllib.loads((ROOT / third / "labels.toml").read_text(encoding="utf-8"))
    for label in labels["case"]:
        yield _case(third, label)


def _case(third: str, label: Mapping[str, Any]) -> Case:
    file = ROOT / third / label["file"]
    return Case(
        id=file.name.split(".")[0],
        file=file,
        third=third,
        arrives=label["arrives"],
        headers=label.get("headers", {}),
        country=label["country"],
        office=tuple(label.get("office", ())),
        language=label["language"],
        kinds=tuple(label["kinds"]),
        outcome=label["outcome"],
        leads=tuple(_lead(lead) for lead in label.get("lead", ())),
        never=tuple(label.get("never", ())),
    )


def _lead(label: Mapping[str, Any]) -> ExpectedLead:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in label.items()}
    return ExpectedLead(**values)
