"""Tell the team's own addresses from those of the people who ask.

Source: docs/rules.md, "Entry" 11.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shared.domain.plan_records.plan import Plan

# Where anybody has a mailbox, so that a member's domain says nothing of another's.
_ANYBODYS_DOMAINS = frozenset({
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.es", "outlook.com", "outlook.es", "live.com", "msn.com",
    "yahoo.com",
    "yahoo.es", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.de", "gmx.net", "web.de", "t-online.de",
    "proton.me", "protonmail.com", "telefonica.net", "movistar.es", "orange.fr", "wanadoo.fr", "free.fr",
    "laposte.net", "libero.it",
    "virgilio.it", "tiscali.it", "sapo.pt", "mail.com", "zoho.com", "yandex.com", "hotmail.fr", "hotmail.it",
    "yahoo.fr", "yahoo.it",
    "hotmail.co.uk", "yahoo.co.uk", "btinternet.com", "comcast.net", "att.net", "verizon.net", "example.com",
    "example.org",
    "example.net",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """The addresses and domains of a team, which are never those of a person who asks, unless a label says so."""

    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    @classmethod
    def of(cls, emails: Iterable[str]) -> Office:
        """Return the office of members with these e-mails: their domains too, where not just anybody has a mailbox."""
        known = frozenset(one.casefold() for one in emails if "@" in one)
        return cls(known, frozenset(one.rpartition("@")[2] for one in known) - _ANYBODYS_DOMAINS)

    def has(self, email: str) -> bool:
        """Return whether an e-mail is the team's."""
        plain = email.casefold().strip()
        domain = plain.rpartition("@")[2]
        return plain in self.emails or any(domain == one or domain.endswith(f".{one}") for one in self.domains)


ANYBODYS = frozenset(one.rpartition(".")[0].rpartition(".")[2] or one.partition(".")[0] for one in _ANYBODYS_DOMAINS)
"""The organisations of these domains, such as `gmail`."""

NO_OFFICE = Office()


def office_of(plan: Plan) -> Office:
    """Return the team's own addresses: those of its active members."""
    return Office.of(member.email for member in plan.members.values() if member.status != "removed")
