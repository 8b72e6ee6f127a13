"""The Spanish texts of the form that a source's visitors fill in."""

from __future__ import annotations

from shared.domain.i18n.wording import Text

FORM: dict[str, Text] = {
    "form.title": "Contacta con {team}",
    "form.name": "Nombre",
    "form.email": "Correo electrónico",
    "form.phone": "Teléfono",
    "form.message": "Mensaje",
    "form.optional": "opcional",
    "form.privacy": "Política de privacidad",
    "form.send": "Enviar",
    "form.thanks": "Gracias",
    "form.thanks.says": "Hemos recibido tu mensaje y te contestaremos pronto.",
    "form.again": "Falta un paso: revisa lo que has escrito y envíalo.",
    "form.failed": "No se ha podido enviar. Lo que has escrito sigue aquí: inténtalo de nuevo en un minuto.",
    "form.trap": "Deja este campo vacío",
    "form.open": "Abrir el formulario de contacto",
    "form.name.needed": "Dinos tu nombre.",
    "form.email.needed": "Dinos tu correo electrónico.",
    "form.phone.needed": "Dinos tu teléfono.",
    "form.message.needed": "Escribe un mensaje.",
    "form.email.unfit": "No es un correo electrónico. Ejemplo: ana@example.com",
    "form.phone.unfit": "No es un número de teléfono. Ejemplo: 600 112 233",
    "form.address.needed": "Déjanos un correo o un teléfono para poder contestarte.",
    "form.consent.needed": "Marca esta casilla para que podamos contestarte.",
    "form.consent.changed": "El texto ha cambiado: léelo y vuelve a marcar esta casilla.",
}
