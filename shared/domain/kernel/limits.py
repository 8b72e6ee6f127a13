"""List everything that people can make grow, and how far: the one table of limits.

What a field may hold is bounded where the field is defined. docs/rules.md, "Limits", is held to this table by a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.field_error import Loc, MistakeReason


@dataclass(frozen=True, slots=True)
class Limit:
    """Bound how many of something there may be.

    Attributes:
        most: how many, including the last that is taken.
        what: of what, in words, as it follows the number.
        reason: of the refusal of one more.
        remedy: what to do, for people.
    """

    most: int
    what: str
    reason: MistakeReason
    remedy: str

    def check(self, there: int, loc: Loc = ("body",)) -> None:
        """Raise Invalid if one more is too many.

        Args:
            there: how many there are already.
            loc: the field of the request that asks for one more.
        """
        if there >= self.most:
            raise Invalid(loc, self.reason, f"At most {self.most} {self.what}: {self.remedy}.", most=self.most)


ROUTES = Limit(1_000, "routes of a team", "too_many_routes", "delete others first")
MEMBERS = Limit(1_000, "members of a team", "too_many_members", "remove others first")
INVITATIONS = Limit(200, "invitations within a day", "too_many_invitations", "try again tomorrow")
SOURCES = Limit(1_000, "sources of a team, archived ones included", "too_many_sources", "use one that is there")
TARGETS = Limit(10, "outbound webhooks of a team", "too_many_targets", "delete one first")
TEMPLATES = Limit(
    100, "templates of a team, archived ones included", "too_many_templates", "change one that is archived"
)
ABSENCES = Limit(200, "planned absences of a member", "too_many_absences", "remove others first")
PAUSES = Limit(200, "pauses of a member", "too_many_pauses", "lift others first")
IMPORTS = Limit(3, "imports under way", "too_many_imports", "wait until one is done")
ENTRIES = Limit(
    5_000, "comments, tasks, interactions and messages by hand of a lead", "too_many_entries", "close this lead"
)
EDITS = Limit(20, "edits of a comment", "too_many_edits", "write another one")
SHIFTS = Limit(200, "shifts of a route", "too_many_shifts", "delete others first")
VIEWS = Limit(50, "saved views of a member, and of the team", "too_many_views", "delete others first")
MERGED = Limit(20, "leads merged into one", "too_many_merged", "leave this one as it is")
CLOSE_REASONS = Limit(10, "reasons in use under an outcome", "too_many_close_reasons", "archive others first")
ALL_CLOSE_REASONS = Limit(
    100, "reasons for closing, archived ones included", "too_many_old_reasons", "rename one that is archived"
)
PHOTOS = Limit(200, "photos of a lead", "too_many_photos", "note the rest in words")

LIMITS = (ROUTES, MEMBERS, INVITATIONS, SOURCES, TARGETS, TEMPLATES, PAUSES, ABSENCES, IMPORTS, ENTRIES, EDITS, VIEWS,
          MERGED, PHOTOS, SHIFTS, CLOSE_REASONS, ALL_CLOSE_REASONS)  # fmt: skip
INVITED_WITHIN = timedelta(days=1)
