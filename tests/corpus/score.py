"""Score what a reader made of an input against its labels, field by field.

Pure: it compares values, and neither reads files nor knows how they were recognised.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.corpus.corpus import Case, ExpectedLead, Outcome, Value

FIELDS = (
    "outcome", "lead", "name", "name_as_shown", "name_division", "email", "phone", "message", "attribute", "kept",
    "consent",
)  # fmt: skip
PRICES = ("price", "price_min", "price_max")


@dataclass(frozen=True, kw_only=True)
class GotLead:
    """A person as a reader found them."""

    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    message: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict)
    consent: Mapping[str, bool] = field(default_factory=dict)

    @property
    def shown(self) -> str | None:
        """Return the whole name, put together where only its parts are known."""
        return self.name or " ".join(filter(None, (self.first_name, self.last_name))) or None


@dataclass(frozen=True, kw_only=True)
class Got:
    """What a reader made of one input."""

    outcome: Outcome
    leads: tuple[GotLead, ...] = ()


@dataclass(frozen=True)
class Count:
    """Right answers, wrong answers, and right ones that were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Return the share of answers that are right; 1 where there is no answer."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what was to be found that was; 1 where there was nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass(frozen=True)
class Score:
    """The counts of each field, how many inputs are right in all of them, and addresses given to the wrong person."""

    fields: Mapping[str, Count]
    inputs: int = 0
    perfect: int = 0
    violations: int = 0

    def __add__(self, other: Score) -> Score:
        fields = {name: self.fields.get(name, Count()) + other.fields.get(name, Count()) for name in FIELDS}
        return Score(
            fields, self.inputs + other.inputs, self.perfect + other.perfect, self.violations + other.violations
        )


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of scores."""
    return sum(scores, Score({}))


def score(case: Case, got: Got) -> Score:
    """Compare what was made of an input with its labels.

    A lead that was not found misses each of its fields; one that nobody expected is wrong in each.
    """
    fields: dict[str, Count] = {name: Count() for name in FIELDS}
    fields["outcome"] = _one(case.outcome, got.outcome)
    for expected, found in _pairs(case.leads, got.leads):
        for name, count in _compared(expected, found):
            fields[name] += count
    violations = len(_violations(case.never, got.leads))
    perfect = not violations and all(count.wrong == count.missed == 0 for count in fields.values())
    return Score(fields, 1, int(perfect), violations)


def _compared(expected: ExpectedLead | None, found: GotLead | None) -> Iterator[tuple[str, Count]]:
    """Yield the count of each field for one person."""
    yield "lead", Count(int(bool(expected and found)), int(expected is None), int(found is None))
    left, right = expected or ExpectedLead(), found or GotLead()
    yield "name", _one(_folded(left.name), _folded(right.shown))
    yield "name_as_shown", _one(left.name, right.shown)
    if left.first_name or left.last_name:
        parts = (_folded(left.first_name), _folded(left.last_name))
        yield "name_division", _one(parts, (_folded(right.first_name), _folded(right.last_name)) if found else None)
    yield "email", _sets(map(str.lower, left.emails), map(str.lower, right.emails), left.optional_emails)
    yield "phone", _sets(left.phones, right.phones, left.optional_phones)
    yield "message", _message(left, right.message)
    yield "attribute", _attributes(left.attributes, right.attributes)
    yield "kept", _kept(left.kept, right)
    yield "consent", _consent(left.consent or {}, right.consent)


def _one[T](expected: T | None, found: T | None) -> Count:
    """Count a field that holds one value, or none."""
    if expected == found:
        return Count(right=int(expected is not None))
    return Count(wrong=int(found is not None), missed=int(expected is not None))


def _sets(expected: Iterable[str], found: Iterable[str], optional: Iterable[str] = ()) -> Count:
    """Count a field that holds several values, in any order; optional ones are neither right nor wrong."""
    must, have = set(expected), set(found) - set(optional)
    return Count(len(must & have), len(have - must), len(must - have))


def _message(expected: ExpectedLead, found: str) -> Count:
    text = _plain(found)
    foreign = any(_plain(words) in text for words in expected.message_without)
    if expected.message is None:
        return Count(wrong=int(foreign))
    complete = _plain(expected.message) in text
    return Count(int(complete and not foreign), int(foreign or (bool(text) and not complete)), int(not complete))


def _attributes(expected: Mapping[str, Value], found: Mapping[str, Value]) -> Count:
    """Count known attributes by name and value; others may be there."""
    count = Count()
    for name, value in expected.items():
        held = [found[key] for key in (PRICES if name == "price" else (name,)) if key in found]
        if any(_same(value, candidate) for candidate in held):
            count += Count(right=1)
        else:
            count += Count(wrong=int(bool(held)), missed=1)
    return count


def _kept(expected: Sequence[str], found: GotLead) -> Count:
    text = _plain(" ".join((found.message, *map(str, found.attributes.values()))))
    survived = sum(_plain(words) in text for words in expected)
    return Count(right=survived, missed=len(expected) - survived)


def _consent(expected: Mapping[str, bool], found: Mapping[str, bool]) -> Count:
    """Count consents by labelled purpose; of others only marketing counts, which nobody may invent."""
    right = sum(found.get(purpose) is given for purpose, given in expected.items())
    wrong = sum(purpose in found and found[purpose] is not given for purpose, given in expected.items())
    invented = "marketing" not in expected and found.get("marketing", False)
    return Count(right, wrong + int(invented), len(expected) - right)


def _pairs(
    expected: Sequence[ExpectedLead], found: Sequence[GotLead]
) -> Iterator[tuple[ExpectedLead | None, GotLead | None]]:
    """Pair the people with those found, the most alike first; who is left over has no partner."""
    alike = sorted(
        ((-_likeness(one, other), i, j) for i, one in enumerate(expected) for j, other in enumerate(found)),
    )
    partners: dict[int, int] = {}
    for _, i, j in alike:
        if i not in partners and j not in partners.values():
            partners[i] = j
    for i, one in enumerate(expected):
        yield one, found[partners[i]] if i in partners else None
    for j, other in enumerate(found):
        if j not in partners.values():
            yield None, other


def _likeness(expected: ExpectedLead, found: GotLead) -> int:
    shared = len({*expected.emails, *expected.phones} & {*found.emails, *found.phones})
    return 2 * shared + int(expected.name is not None and _folded(expected.name) == _folded(found.shown))


def _violations(never: Iterable[str], leads: Iterable[GotLead]) -> set[str]:
    """Return the addresses and phones that somebody was given although they belong to nobody."""
    held = Counter(value.lower() for lead in leads for value in (*lead.emails, *lead.phones))
    return {value.lower() for value in never} & set(held)


def _plain(text: str) -> str:
    """Return a text for comparing: without case, kinds of spaces, and compatibility characters."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _folded(name: str | None) -> str | None:
    return _plain(name) if name else None


def _same(expected: Value, found: Value) -> bool:
    """Compare values: a number written as text is that number, text is compared without case and spaces."""
    if isinstance(expected, int | float):
        try:
            return float(found) == float(expected)
        except ValueError:
            return False
    return _plain(expected) == _plain(str(found))
