"""Read what SES tells of a mail that it received."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

RECEIVED = "Received"


class MailNotice(NamedTuple):
    """A mail that SES received and stored.

    Attributes:
        key: of the object that holds the mail, as it was received.
        recipients: the addresses that the sending server named, which headers need not hold.
        infected: whether SES found a virus in it.
        proven: whether SES found, by DMARC, that the domain which it says to be from sent it.
    """

    key: str
    recipients: tuple[str, ...]
    infected: bool
    proven: bool

    @property
    def names(self) -> frozenset[str]:
        """Return what stands before the `@` of the recipients: in lower case, and without what follows a plus."""
        return frozenset(one.rpartition("@")[0].partition("+")[0].lower() for one in self.recipients)


def read_notice(body: str) -> MailNotice | None:
    """Return the mail that a message is about; None if it is about none, as those by which SES checks a topic."""
    told = _object(body)
    receipt = told.get("receipt")
    if told.get("notificationType") != RECEIVED or receipt is None:
        return None
    return MailNotice(
        receipt["action"]["objectKey"],
        tuple(receipt["recipients"]),
        infected=_verdict(receipt, "virusVerdict") == "FAIL",
        proven=_verdict(receipt, "dmarcVerdict") == "PASS",
    )


def _object(body: str) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _verdict(receipt: dict[str, Any], name: str) -> str | None:
    verdict: str | None = receipt.get(name, {}).get("status")
    return verdict
