"""The people of sample data, who do not exist, and what they and the team wrote, in each language."""

from __future__ import annotations

from typing import NamedTuple

from shared.domain.plan_records.settings import Language


class SamplePerson(NamedTuple):
    """A made-up person, and what they asked."""

    first_name: str
    last_name: str
    place: str
    message: str


class SampleTexts(NamedTuple):
    """Hold what sample data says in one language: a person for each lead, in order."""

    source: str
    offered: SamplePerson
    waiting: SamplePerson
    overdue: SamplePerson
    won: SamplePerson
    pooled: SamplePerson
    asks: str
    answers: str
    task: str


SAMPLE_TEXTS: dict[Language, SampleTexts] = {
    "es": SampleTexts(
        source="Fuente de ejemplo",
        offered=SamplePerson("Clara", "Fuentes", "Málaga", "¿Puedo visitar el piso de la calle Larios esta semana?"),
        waiting=SamplePerson("Javier", "Molina", "Sevilla", "Busco un piso con terraza, de hasta 280.000 €."),
        overdue=SamplePerson("Nuria", "Campos", "Granada", "Quiero vender mi casa. ¿Me la valoran?"),
        won=SamplePerson("Tomás", "Vidal", "Cádiz", "Me interesa el ático con vistas al mar."),
        pooled=SamplePerson("Elena", "Prado", "Córdoba", "¿Sigue disponible el local del centro?"),
        asks="Hola, ¿han podido mirar lo del piso con terraza?",
        answers="Hola, Nuria: paso el jueves a verla y te digo el precio.",
        task="Enviar la valoración",
    ),
    "en": SampleTexts(
        source="Sample source",
        offered=SamplePerson("Clara", "Fields", "Brighton", "Could I see the flat on Lark Street this week?"),
        waiting=SamplePerson("James", "Miller", "Bristol", "I am looking for a flat with a terrace, up to 280,000."),
        overdue=SamplePerson("Nora", "Camp", "Leeds", "I want to sell my house. Could you value it?"),
        won=SamplePerson("Thomas", "Vale", "York", "I like the top-floor flat with the view of the sea."),
        pooled=SamplePerson("Ellen", "Meadow", "Bath", "Is the shop in the centre still to let?"),
        asks="Hello, did you find out about the flat with the terrace?",
        answers="Hello Nora, I will come by on Thursday and tell you the price.",
        task="Send the valuation",
    ),
}
