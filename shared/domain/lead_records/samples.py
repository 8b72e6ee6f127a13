"""Name the sample leads of a team: there is one set of them at the most, under ids that no other lead can have."""

from __future__ import annotations

from typing import Final

from shared.domain.kernel.record import LeadId

MOST: Final = 5
SAMPLE_IDS: Final[tuple[LeadId, ...]] = tuple(f"lead_{number:032x}" for number in range(1, MOST + 1))
