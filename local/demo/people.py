"""Make up people who look for homes."""

import random
from typing import Any

FIRST_NAMES = ("Lucía", "Mateo", "Sofía", "Hugo", "Paula", "Leo", "Nora", "Iker", "Alba", "Tomás", "Irene", "Óscar")
LAST_NAMES = ("García", "Moreno", "Ortega", "Vidal", "Serrano", "Peña", "Cabrera", "Lozano", "Ríos", "Núñez")
PLACES = ("Chamberí", "Retiro", "Lavapiés", "Salamanca", "Arganzuela", "Moncloa", "Tetuán")
WISHES = (
    ("buy", "Busco un piso de dos habitaciones con luz."),
    ("rent", "Necesito alquilar a partir de enero."),
    ("sell", "Quiero saber cuánto vale mi casa."),
)


def inquiry(draw: random.Random | None = None) -> dict[str, Any]:
    """Return a made-up inquiry, of a different person each time unless `draw` decides."""
    draw = draw or random.SystemRandom()
    intent, message = draw.choice(WISHES)
    return {
        "contact": {
            "first_name": draw.choice(FIRST_NAMES),
            "last_name": draw.choice(LAST_NAMES),
            "emails": [f"persona-{draw.randrange(10**8):08d}@example.com"],
            "phones": [f"+346{draw.randrange(10**8):08d}"],
        },
        "attributes": {"place": draw.choice(PLACES), "intent": intent, "language": "es"},
        "message": message,
    }
