"""The kinds of partitions of the table, by which functions are granted access."""

from __future__ import annotations

from enum import StrEnum


class PartitionKey(StrEnum):
    """Name a kind of partition by its key, or by what its keys begin with. Functions are granted access by it."""

    PLAN = "PLAN"
    LOGO = "LOGO"
    ROTATIONS = "ROUTE#"
    WORKLOADS = "LOAD"
    COUNTERS = "TALLY#"
    LEADS = "LEAD#"
    SAMPLES = "LEAD#lead_0000000000000000000000000000000"  # the leads whose ids differ in the last digit alone
    CARDS = "CONTACT#"
    DELIVERIES = "DELIVERY#"
    RAWS = "RAW#"
    ANSWERS = "IDEM#"
    IMPORTS = "IMPORT#"
    SIGN_INS = "SIGNINS#"
    VIEWS = "VIEWS#"
    INBOXES = "INBOX#"
    SUBSCRIPTIONS = "PUSH#"
    CHANGES = "CHANGES"
    OUTBOUND = "OUTBOUND#"
    AUDITS = "AUDIT#"
    RESTS = "REST#"
    SEEN = "SEEN#"
    OFFERS_SEEN = "OFFERSEEN#"
    KEPT = "KEPT#"  # written by no function that serves requests
    RATES = "RATE#"
    ERASURES = "ERASURE#"
    TICKETS = "TICKET#"
    CONNECTIONS = "CONNECTIONS"
    ADDRESSES = "ADDRESSES"

    def of(self, *ids: str) -> str:
        """Return the key of the partition of these ids."""
        return self + "#".join(ids)

    @property
    def pattern(self) -> str:
        """Return the pattern that all keys of this kind match, as IAM's `StringLike` reads it."""
        return f"{self}*" if self.endswith("#") or self is PartitionKey.SAMPLES else str(self)
