"""Write the emails that the user pool sends: an invitation, and a code. `infra.identity` uses them.

One pool has one text for all, whatever language its reader has chosen: so each says it in the team's language, and once
more in the other one. Cognito sends a text with markup as HTML, and replaces {username} and {####} (a password or a
code) in it.
"""

from typing import Literal, NamedTuple

from shared.mail_layout import OWN_COLOUR, to_html

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")
NAME, SECRET = "{username}", "{####}"


class CognitoEmail(NamedTuple):
    """Hold an email of the user pool in one language; its fields are those of `shared.mail_layout.Written`."""

    language: Language
    team: str
    subject: str
    paragraphs: tuple[str, ...]
    summary: tuple[tuple[str, str], ...]
    link: tuple[str, str] | None
    footer: str
    settings: None = None


def invitation(language: Language, team: str, console: str | None) -> CognitoEmail:
    """Return the invitation of a new member, with a link to the console if there is one."""
    if language == "es":
        return CognitoEmail(
            language,
            team,
            f"{team} te invita a Relevo",
            (
                "Hola:",
                f"{team} te invita a Relevo, donde el equipo recibe y reparte sus prospectos.",
                "Entra con esta contraseña temporal antes de 7 días y elige la tuya. Después, pide otra invitación.",
            ),
            (("Usuario", NAME), ("Contraseña temporal", SECRET)),
            ("Entrar en Relevo", console) if console else None,
            f"Recibes este correo de {team} porque un Rainmaker te dio acceso. Si no lo esperabas, no hagas nada.",
        )
    return CognitoEmail(
        language,
        team,
        f"{team} invites you to Relevo",
        (
            "Hello,",
            f"{team} invites you to Relevo, where the team receives and shares out its leads.",
            "Sign in within 7 days with this temporary password, and choose your own. Later, ask to be invited again.",
        ),
        (("User name", NAME), ("Temporary password", SECRET)),
        ("Sign in to Relevo", console) if console else None,
        f"You get this mail from {team} because a Rainmaker gave you access. If you did not expect it, do nothing.",
    )


def code(language: Language, team: str, console: str | None) -> CognitoEmail:
    """Return the mail with a code: for a new password, or to confirm a new address."""
    if language == "es":
        return CognitoEmail(
            language,
            team,
            f"{team}: tu código de Relevo",
            (
                "Hola:",
                "Con este código pones una contraseña nueva o confirmas un correo. Escríbelo donde Relevo te lo pide.",
            ),
            (("Código", SECRET),),
            ("Abrir Relevo", console) if console else None,
            f"Recibes este correo de {team} porque alguien pidió un código para tu usuario de Relevo. Si no fuiste tú, "
            "no hagas nada y no se lo des a nadie.",
        )
    return CognitoEmail(
        language,
        team,
        f"{team}: your Relevo code",
        ("Hello,", "This code sets a new password, or confirms a new address. Enter it where Relevo asks for it."),
        (("Code", SECRET),),
        ("Open Relevo", console) if console else None,
        f"You get this mail from {team} because somebody asked for the code for your user of Relevo. If it was not "
        "you, do nothing, and give it to nobody.",
    )


def body(first: CognitoEmail, other: CognitoEmail) -> str:
    """Return the HTML of an email in both languages."""
    return to_html(first, other, colour=OWN_COLOUR)


def both(language: Language) -> tuple[Language, Language]:
    """Return the team's language, and the other one."""
    (other,) = (one for one in LANGUAGES if one != language)
    return language, other
