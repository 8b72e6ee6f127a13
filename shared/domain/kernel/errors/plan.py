"""Define refusals about the plan: routes, members, sources and targets."""

from __future__ import annotations

from shared.domain.kernel.errors.refusal import InvalidByName, Refusal


class NotActive(Refusal):
    """The member cannot receive leads now."""

    code, says = "not_active", "This member is not active."


class RuleUnknown(InvalidByName):
    """A routing rule this release does not have."""

    code, says = "rule_unknown", "There is no such rule."


class KindUnknown(InvalidByName):
    """A kind of source this release does not have."""

    code, says = "kind_unknown", "There is no such kind of source."


class SourceUnknown(InvalidByName):
    """A source that is not in the plan."""

    code, says = "source_unknown", "There is no such source."


class AgentUnknown(InvalidByName):
    """An agent who is not in the team."""

    code, says = "agent_unknown", "There is no such member."


class OrderMismatch(InvalidByName):
    """A list that is not exactly the routes there are."""

    code, says = "order_mismatch", "The order must name every route exactly once."


class TitleTaken(Refusal):
    """Another route, or source, has this title."""

    code, says = "title_taken", "This title is in use."


class EmailTaken(Refusal):
    """Another member has this e-mail."""

    code, says = "email_taken", "A member with this e-mail is in the team already."


class SignInTaken(Refusal):
    """Another member signs in with this e-mail, although their record may have another one."""

    code, says = "sign_in_taken", "Somebody else in the team signs in with this e-mail: invite with another one."


class LastRainmaker(Refusal):
    """The team would be left without a Rainmaker."""

    code, says = "last_rainmaker", "The team needs a Rainmaker: name another one first."


class LeadsNeedPlace(Refusal):
    """The member has open leads, and the request does not say where they go."""

    code, says = "leads_need_place", "This member has open leads: say with leads_to where they go."


class SourceInUse(Refusal):
    """Routes still use this source."""

    code, says = "source_in_use", "Routes still name this source."


class SourceArchived(Refusal):
    """The source is archived and takes no leads."""

    code, says = "source_archived", "This source is archived."


class TargetDisabled(Refusal):
    """Nothing is sent to a target that is disabled."""

    code, says = "target_disabled", "This target is disabled: make it active first."


class InvitationPending(Refusal):
    """The member was added, but the invitation was not sent. Repeating the request sends it."""

    code, says = "invitation_pending", "The member was added, the invitation is not out yet: send the request again."
