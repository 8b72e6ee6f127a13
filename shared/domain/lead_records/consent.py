"""Define statements of consent: what a person agreed to or did not, on which channel, and how the team knows.

A ticked privacy notice is a statement too, with the purpose `privacy_notice`: it is no consent to anything else.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, get_args

from pydantic import AwareDatetime, StringConstraints

from shared.domain.kernel.event import By
from shared.domain.kernel.record import Value

Purpose = Literal["marketing", "calls", "profiling", "sharing", "privacy_notice"]
ConsentChannel = Literal["email", "phone", "sms", "whatsapp", "post", "any"]
PURPOSES: frozenset[str] = frozenset(get_args(Purpose))
CHANNELS: tuple[ConsentChannel, ...] = get_args(ConsentChannel)
MAX_CONSENTS = 40  # of a lead: more than the known purposes and channels together
MAX_WORD = 60  # characters of a purpose, a channel or a version
MAX_TEXT = 1_000  # characters of what the form said
Word = Annotated[str, StringConstraints(max_length=MAX_WORD)]


class Statement(Value):
    """Hold what a form or a member says that a person agreed to, or did not.

    Attributes:
        purpose: what the data may be used for; one that is not in `PURPOSES` is kept as it came.
        channel: by which the person may be reached for that; likewise.
        given: whether the person agreed.
        text: what the person was shown or told.
        version: of that text, as the form names it.
        at: when they said so; None for the instant at which it is recorded.
    """

    purpose: Word
    channel: Word = "any"
    given: bool
    text: Annotated[str, StringConstraints(max_length=MAX_TEXT)] = ""
    version: Word = ""
    at: AwareDatetime | None = None


class Consent(Statement):
    """A statement as it is kept with a lead.

    Attributes:
        source: the form, or how else the team learned of it.
        by: `provider`, or the member who recorded it.
        note: what that member adds.

    Source: docs/rules.md, "Consent and objections" 1.
    """

    at: AwareDatetime
    source: Annotated[str, StringConstraints(max_length=200)] = ""
    by: By
    note: Annotated[str, StringConstraints(max_length=MAX_TEXT)] = ""

    @classmethod
    def of(cls, statement: Statement, *, source: str, by: By, now: datetime, note: str = "") -> "Consent":
        """Return the statement to keep. One from the future is of now."""
        at = min(statement.at or now, now)
        return cls(**statement.model_dump(exclude={"at"}), at=at, source=source, by=by, note=note)

    @property
    def topic(self) -> tuple[str, str]:
        """Return what it is about: its purpose and channel."""
        return self.purpose, self.channel

    def repeats(self, other: "Consent") -> bool:
        """Return whether it says nothing that `other` does not, but at another time."""
        return self.model_copy(update={"at": other.at, "note": other.note}) == other


def add_consents(known: tuple[Consent, ...], new: Iterable[Consent]) -> tuple[Consent, ...]:
    """Return all statements, the oldest first. One that repeats what counts of its topic and ends no other is left out.

    So is the time of the repeat: a statement made between the two that comes later counts.
    At most `MAX_CONSENTS` are kept: older ones make room that no longer count, then the oldest of unknown purposes.
    """
    kept = list(known)
    for one in new:
        earlier = [other for other in kept if other.at <= one.at]
        before, after = counting(earlier), counting([*earlier, one])
        if before.keys() != after.keys() or not one.repeats(before[one.topic]):
            kept = sorted([*kept, one], key=lambda each: each.at)
    while len(kept) > MAX_CONSENTS:
        kept.remove(_least_needed(kept))
    return tuple(kept)


def counting(consents: Iterable[Consent]) -> dict[tuple[str, str], Consent]:
    """Return the statement that counts of each purpose and channel: the newest.

    Whoever refuses something on any channel ends what they agreed to on single ones before.

    Args:
        consents: the oldest first.

    Source: docs/rules.md, "Consent and objections" 1.
    """
    count: dict[tuple[str, str], Consent] = {}
    for one in consents:
        if one.channel == "any" and not one.given:
            count = {topic: other for topic, other in count.items() if topic[0] != one.purpose or not other.given}
        count[one.topic] = one
    return count


def _least_needed(consents: list[Consent]) -> Consent:
    count = list(counting(consents).values())
    over = (one for one in consents if one not in count)
    unknown = (one for one in consents if one.purpose not in PURPOSES)
    return next(over, None) or next(unknown, None) or consents[0]
