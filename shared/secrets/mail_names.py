"""Name the addresses to which people forward mail for a source."""

from __future__ import annotations

from datetime import datetime

from shared.domain.plan_records.source import Source
from shared.secrets.master import MasterSecret


def mail_names(master: MasterSecret, source: Source, now: datetime) -> list[str]:
    """Return what stands before the `@` of the source's address, and of its former one if that is still accepted.

    Nothing of it is stored: it is derived as the source's secret is, and known again by deriving it.

    Source: docs/rules.md, "Entry" 17.
    """
    versions = [(source.secret_version, source.master_version)]
    if former := source.accepted_former(now):
        versions.append((former.version, former.master_version))
    return [master.mail_name(source.source_id, version, from_master) for version, from_master in versions]
