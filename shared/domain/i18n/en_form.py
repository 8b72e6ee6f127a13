"""The English texts of the form that a source's visitors fill in."""

from __future__ import annotations

from shared.domain.i18n.wording import Text

FORM: dict[str, Text] = {
    "form.title": "Contact {team}",
    "form.name": "Name",
    "form.email": "E-mail",
    "form.phone": "Phone",
    "form.message": "Message",
    "form.optional": "optional",
    "form.privacy": "Privacy notice",
    "form.send": "Send",
    "form.thanks": "Thank you",
    "form.thanks.says": "We have your message and will be in touch with you soon.",
    "form.again": "One more step: please check what you wrote, and send it.",
    "form.failed": "It could not be sent. What you wrote is still here: please try again in a minute.",
    "form.trap": "Leave this empty",
    "form.open": "Open the contact form",
    "form.name.needed": "Please tell us your name.",
    "form.email.needed": "Please tell us your e-mail.",
    "form.phone.needed": "Please tell us your phone number.",
    "form.message.needed": "Please write a message.",
    "form.email.unfit": "This is no e-mail address. Example: ana@example.com",
    "form.phone.unfit": "This is no phone number. Example: 600 112 233",
    "form.address.needed": "Please leave an e-mail or a phone number, so that we can answer.",
    "form.consent.needed": "Please tick this box, so that we may answer you.",
    "form.consent.changed": "The text has changed: please read it and tick this box again.",
}
