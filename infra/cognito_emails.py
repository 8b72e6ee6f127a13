"""Hold the emails that the user pool sends, in the team's language. Pure data: `infra.identity` uses it."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["es", "en"]


@dataclass(frozen=True)
class CognitoEmail:
    """Hold an email that Cognito sends; Cognito replaces {username} and {####} (a password or a code) in its body."""

    subject: str
    body: str


INVITATIONS: dict[Language, CognitoEmail] = {
    "es": CognitoEmail(
        "Te han invitado a Relevo",
        "Tu usuario es {username} y tu contraseña temporal, válida durante 7 días, es {####}",
    ),
    "en": CognitoEmail(
        "You are invited to Relevo",
        "Your user name is {username} and your temporary password, valid for 7 days, is {####}",
    ),
}
CODES: dict[Language, CognitoEmail] = {
    "es": CognitoEmail("Tu código de Relevo", "Tu código es {####}"),
    "en": CognitoEmail("Your Relevo code", "Your code is {####}"),
}
"""Send this to people who forgot their password. One pool has one text, so it is in the team's language."""
