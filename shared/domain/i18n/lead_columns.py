"""The column headings of exported leads, and the words for their states, in each language."""

from __future__ import annotations

from shared.domain.kernel.closing import Outcome
from shared.domain.lead_records.lead import State
from shared.domain.plan_records.settings import Language

COLUMNS: dict[Language, tuple[str, ...]] = {
    "es": ("Nombre", "Apellidos", "Correos", "Teléfonos", "Estado", "Resultado", "Agente asignado", "Fuente", "Llegó",
           "Última actividad", "Espera desde", "Motivo del cierre", "Importe", "Moneda", "Nota del cierre", "Id"),
    "en": ("First name", "Last name", "E-mails", "Phones", "State", "Outcome", "Owner", "Source", "Came in",
           "Last activity", "Waiting since", "Reason for closing", "Value", "Currency", "Closing note", "Id"),
}  # fmt: skip
STATES: dict[Language, dict[State, str]] = {
    "es": {"unrouted": "En enrutamiento", "offered": "Por reclamar", "owned": "Asignado", "pooled": "Sin asignar",
           "closed": "Cerrado"},
    "en": {"unrouted": "In routing", "offered": "Offered", "owned": "Owned", "pooled": "Pool", "closed": "Closed"},
}  # fmt: skip
OUTCOMES: dict[Language, dict[Outcome, str]] = {
    "es": {"won": "Ganado", "lost": "Perdido", "not_interested": "Sin interés", "unreachable": "Ilocalizable",
           "not_a_lead": "No es un prospecto", "duplicate": "Duplicado"},
    "en": {"won": "Won", "lost": "Lost", "not_interested": "Not interested", "unreachable": "Unreachable",
           "not_a_lead": "Not a lead", "duplicate": "Duplicate"},
}  # fmt: skip
