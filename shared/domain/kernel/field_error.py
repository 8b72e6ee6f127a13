"""An error in one field of a request: the field, a reason for programs, and a sentence for people."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

Loc = tuple[str | int, ...]
Params = dict[str, int | str]

# Stable codes, explained in docs/api.md. The first group applies to any field, the others to particular fields.
type MistakeReason = Literal[
    "missing", "unknown_field", "wrong_type", "not_one_of", "too_short", "too_long", "too_few", "too_many",
    "too_small", "too_big", "malformed",
    # not in the plan, or not in this release
    "agent_unknown", "holiday_unknown", "holidays_unknown", "kind_unknown", "lead_unknown", "may_not_see",
    "order_mismatch", "route_unknown", "rule_unknown", "source_unknown", "time_zone_unknown",
    # instants, dates and spans
    "absence_overlaps", "activation_empty", "activation_past", "date_out_of_years", "dates_past", "day_twice",
    "due_in_past",
    "from_and_to_together", "in_the_future", "longer_than_a_year", "never_comes", "not_a_date", "not_an_instant",
    "pause_backwards", "pause_over", "range_backwards", "range_in_future", "range_too_long", "region_needs_country",
    "to_before_from",
    "too_far_for_coverage", "too_far_for_preview", "window_empty", "yearly_needs_from_and_to",
    # routes, conditions and who is on them
    "agent_twice", "claim_seconds_needed", "conditions_too_long", "one_agent_needed", "source_twice",
    "too_many_routes", "value_not_a_number", "value_not_text", "value_unfit", "weight_needed", "weight_not_allowed",
    "weights_not_100",
    # rotas
    "agent_not_on_route", "rota_too_long", "shift_past", "shift_too_long", "too_many_shifts",
    # members, sources, targets, templates
    "address_not_ascii", "cover_is_absent", "form_not_allowed", "https_needed", "invisible_characters",
    "leads_to_removed", "no_user_in_address", "not_an_address", "nothing_issued", "placeholder_unknown", "port_zero",
    "private_network", "secret_not_allowed", "secret_needed", "source_has_no_fields", "source_has_no_secret",
    "too_many_absences", "too_many_invitations", "too_many_members", "too_many_pauses", "too_many_sources",
    "too_many_targets", "too_many_templates", "whole_name_needed",
    # exports
    "export_too_large",
    # leads and imports
    "action_needs", "action_takes_no", "close_reason_moved", "close_reason_twice", "close_reason_unknown",
    "too_many_close_reasons", "too_many_old_reasons", "value_needs_won", "attributes_too_big", "attributes_too_deep",
    "contact_empty", "contact_needed", "done_alone", "no_appointment", "not_an_email", "number_broken", "nothing_said",
    "nothing_to_look_for", "objected", "row_failed", "same_lead", "source_needed", "too_many_cells", "too_many_edits",
    "too_many_entries", "too_many_imports", "too_many_merged", "too_many_photos", "too_many_views",
    "waiting_needs_owner",
]  # fmt: skip


class FieldError(BaseModel):
    """One field that is wrong. It never repeats the value, which may be personal data.

    Attributes:
        loc: the path of the field, as in the request: `("body", "agents", 0, "agent_id")`.
        reason: for programs.
        msg: one English sentence for people.
        params: the numbers and names in the sentence, for translating it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    loc: Loc
    reason: MistakeReason
    msg: str
    params: Params = {}

    @classmethod
    def of(cls, loc: Loc, reason: MistakeReason, msg: str, **params: int | str) -> Self:
        """Return the error of the field at `loc`."""
        return cls(loc=loc, reason=reason, msg=msg, params=params)

    def within(self, *where: str | int) -> Self:
        """Return the same error with the path prefixed by `where`, for a value that is part of a larger one."""
        return self.model_copy(update={"loc": (*where, *self.loc)})


def field_error(reason: MistakeReason, says: str, **params: int | str) -> PydanticCustomError:
    """Return the exception that a model's validator raises to give its own reason.

    `says` is the sentence for people; it may refer to `params`, as in `{most}`.
    """
    return PydanticCustomError(reason, says, params)
