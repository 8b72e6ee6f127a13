"""Models of what is shown of a lead's person: the contact, the do-not-contact mark, consents and objections."""

from typing import Literal

from pydantic import AwareDatetime

from shared.domain import access
from shared.domain.kernel.contact import Channel, Contact, DoNotContact, Objection, ObjectsTo
from shared.domain.lead_records.consent import counting
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.web.schemas import Shown


class ContactShown(Shown):
    """A person. Fields that the caller may not see are masked or left out.

    `unrecognised` lists the addresses without a normal form: they are shown as they were given, and may be wrong.
    """

    first_name: str
    last_name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    unrecognised: tuple[str, ...] | None = None

    @classmethod
    def of(cls, contact: Contact) -> "ContactShown":
        """Return the contact, with e-mails and phones in their normal form where they have one."""
        return cls(
            first_name=contact.first_name,
            last_name=contact.last_name,
            emails=tuple(address.normal or address.given for address in contact.emails),
            phones=tuple(address.normal or address.given for address in contact.phones),
            unrecognised=tuple(one.given for one in (*contact.emails, *contact.phones) if one.normal is None) or None,
        )


class DoNotContactShown(Shown):
    """The channels on which the person must not be contacted, who set this, and when.

    `by` is a member's id, or `agent` for another agent.
    """

    channels: Literal["all"] | tuple[Channel, ...]
    by: str
    at: AwareDatetime

    @classmethod
    def of(cls, mark: DoNotContact, me: Member, plan: Plan) -> "DoNotContactShown":
        """Return the mark as `me` may see it."""
        return cls(channels=mark.channels, by=access.visible_actor(me, mark.by, plan), at=mark.at)


class ConsentShown(Shown):
    """Show what a person agreed to, or did not: where, when, in which words, and whether it counts now.

    The newest statement of a purpose and channel counts. `by` is `provider`, a member's id, or `agent`: another.
    """

    purpose: str
    channel: str
    given: bool
    counts: bool
    at: AwareDatetime
    source: str
    by: str
    text: str | None = None
    version: str | None = None
    note: str | None = None

    @classmethod
    def all_of(cls, lead: Lead, me: Member, plan: Plan) -> tuple["ConsentShown", ...]:
        """Return the statements that `me` may see, the newest first."""
        consents = access.visible_consents(me, lead, plan.settings)
        count = counting(consents).values()
        return tuple(
            cls(
                **one.model_dump(include={"purpose", "channel", "given", "at", "source"}),
                counts=any(one is each for each in count), by=access.visible_actor(me, one.by, plan),
                text=one.text or None, version=one.version or None, note=one.note or None,
            )
            for one in reversed(consents)
        )  # fmt: skip


class ObjectionShown(Shown):
    """Show what the person objects to, and since when: `marketing`, or `all` contact but the answer to an inquiry."""

    what: ObjectsTo
    since: AwareDatetime

    @classmethod
    def of(cls, objection: Objection | None) -> "ObjectionShown | None":
        """Return the objection as it is shown."""
        return cls(what=objection.what, since=objection.at) if objection else None
