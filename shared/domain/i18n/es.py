"""The Spanish texts of traces and lint problems, and the Spanish formats.

Address people as `tú`, and word everything without a gender.
"""

from __future__ import annotations

import re

from shared.domain.i18n.es_form import FORM
from shared.domain.i18n.es_mail import MAIL, PAGE
from shared.domain.i18n.wording import Text, Wording

TRACE: dict[str, Text] = {
    "route.stays": "Sigue en la ruta {route}, que ya tenía el prospecto.",
    "route.nearest": "{route} toma el prospecto: de las rutas que encajan, es la más alta de la lista.",
    "route.next": "{route} toma el prospecto: es la siguiente de la lista que encaja.",
    "route.at_once": "{route} asigna directamente, así que va antes que las demás rutas.",
    "route.unknown": "Una ruta en la que no estás toma el prospecto.",
    "route.over": "{route} tomó el prospecto, pero allí nadie podía recibirlo: siguió con la ruta siguiente.",
    "route.over_unknown": (
        "Otra ruta lo tomó antes, pero allí nadie podía recibirlo.",
        "Otras {n} rutas lo tomaron antes, pero allí nadie podía recibirlo.",
    ),
    "routes.why": "{routes}: {why}.",
    "routes.more": ("1 ruta más", "{n} rutas más"),
    "routes.count": ("1 ruta", "{n} rutas"),
    "routes.gone": ("una ruta eliminada", "{n} rutas eliminadas"),
    "route.verdict.paused": "en pausa",
    "route.verdict.source": "para otras fuentes",
    "route.verdict.window": ("fuera de horario", "fuera de horario"),
    "route.verdict.conditions": (
        "pide condiciones que el prospecto no cumple",
        "piden condiciones que el prospecto no cumple",
    ),
    "route.verdict.agent": ("su agente no está disponible", "sus agentes no están disponibles"),
    "route.verdict.overridden": (
        "la anula una ruta que asigna directamente",
        "las anula una ruta que asigna directamente",
    ),
    "route.verdict.covers": "encaja",
    "route.verdict.skipped": "el prospecto ya pasó por ahí antes del traspaso",
    "rule.round_robin": "Por turnos",
    "rule.random": "Al azar",
    "rule.weighted_random": "Al azar por porcentaje",
    "rule.jump_ball": "Primero en reclamar",
    "rule.assign_to_agent": "Asignar a agente",
    "rule.fair_share": "Porcentajes exactos",
    "rule.least_loaded": "Menor carga",
    "choice.round_robin": "{rule}: le toca a {agent}; el prospecto anterior fue primero para {last}.",
    "choice.round_robin.start": "{rule}: le toca a {agent}; es el primer prospecto de la ruta.",
    "choice.round_robin.later": "{rule}: después de {last}, le toca a {agent}.",
    "choice.owed": "{rule}: le toca a {agent}, fuera de orden, porque se le devolvió un turno anterior.",
    "choice.random": ("{rule}: para {agent}, sin nadie más en el sorteo.",
                      "{rule}: salió {agent}, con la misma probabilidad entre {n}."),
    "choice.random.without": "{last} no entró en el sorteo: el prospecto anterior le llegó primero.",
    "choice.weighted_random": (
        "{rule}: para {agent}, sin nadie más en el sorteo.",
        "{rule}: salió {agent}, con un {percent}\N{NO-BREAK SPACE}% de probabilidad.",
    ),
    "choice.fair_share": (
        "{rule}: de quienes podían recibirlo, a {agent} es a quien más le corresponde ({due} prospectos)."
    ),
    "choice.fair_share.ahead": "{rule}: de quienes podían recibirlo, {agent} es quien menos ha recibido de más.",
    "choice.least_loaded": (
        "{rule}: de quienes podían recibirlo, {agent} es quien menos prospectos abiertos tiene ({open})."
    ),
    "choice.least_loaded.longest": (
        "{rule}: de quienes podían recibirlo, {agent} es quien menos prospectos abiertos tiene ({open}), "
        "y quien más tiempo lleva sin recibir."
    ),
    "choice.least_loaded.turn": (
        "{rule}: nadie que pudiera recibirlo tiene menos prospectos abiertos que {agent} ({open}); "
        "entre iguales, le toca por orden de lista."
    ),
    "choice.jump_ball": ("{rule}: llega solo a {agents}.", "{rule}: llega a la vez a {agents}."),
    "choice.assign_to_agent": "{rule}: el prospecto queda a cargo de {agent}.",
    "choice.me": "{rule}: te toca a ti.",
    "choice.me.jump_ball": (
        "{rule}: te llega a ti y, a la vez, a otra persona.",
        "{rule}: te llega a ti y, a la vez, a otras {n} personas.",
    ),
    "choice.me.jump_ball.alone": "{rule}: te llega solo a ti.",
    "choice.other.offered": ("El prospecto llegó a otra persona.", "El prospecto llegó a otras {n} personas."),
    "choice.other.assigned": "El prospecto quedó a cargo de otra persona.",
    "owner": "El prospecto va a {agent}.",
    "owner.me": "El prospecto es para ti.",
    "resort": "En la ruta nadie podía recibirlo: va a {agent}, como dice la ruta.",
    "resort.me": "En la ruta nadie podía recibirlo: es para ti, como dice la ruta.",
    "resort.other": "En la ruta nadie podía recibirlo: va a otra persona, como dice la ruta.",
    "resort.returned": "ya lo devolvió",
    "resort.absent": "{agent} debía recibirlo en último lugar, pero no podía: {why}.",
    "agents.why": "{agents}: {why}.",
    "agents.me": "Tú: {why}.",
    "agents.others": ("Otra persona no estaba disponible.", "Otras {n} personas no estaban disponibles."),
    "agents.gone": ("alguien que ya no está en el equipo", "{n} personas que ya no están en el equipo"),
    "agents.more": ("1 persona más", "{n} personas más"),
    "agent.verdict.chosen": "recibe el prospecto",
    "agent.verdict.later": "en espera de turno",
    "agent.verdict.not_a_member": "fuera del equipo",
    "agent.verdict.not_signed_in": "aún sin iniciar sesión",
    "agent.verdict.not_active": "sin cuenta activa",
    "agent.verdict.tried": "ya hubo un intento con este prospecto",
    "agent.verdict.limit_day": "límite diario alcanzado",
    "agent.verdict.limit_week": "límite semanal alcanzado",
    "agent.verdict.limit_month": "límite mensual alcanzado",
    "agent.verdict.limit_open": "límite de prospectos abiertos alcanzado",
    "agent.verdict.missed": "en pausa tras varios plazos vencidos seguidos",
    "agent.verdict.paused_team": "en pausa puesta por el equipo",
    "agent.verdict.paused_own": "en pausa propia",
    "agent.verdict.hours": "fuera de horario",
    "agent.verdict.shift": "sin guardia a esa hora",
    "reason.no_source": "Queda sin asignar: no viene de una fuente activa.",
    "reason.no_route": "Queda sin asignar: ninguna ruta lo toma en ese momento.",
    "reason.nobody_eligible": "Queda sin asignar: nadie podía recibirlo.",
    "reason.unclaimed": "Queda sin asignar: ya no queda a quién preguntar.",
    "reason.by_hand": "Queda sin asignar, a mano.",
    "reason.released": "Queda sin asignar: se devolvió al grupo.",
    "reason.given_back": "Queda sin asignar: quien lo tenía lo devolvió.",
    "reason.member_removed": "Queda sin asignar: quien lo tenía dejó el equipo.",
    "reason.routing_failed": "Queda sin asignar: el enrutamiento falló varias veces.",
    "reason.unreadable": "Queda sin asignar: no se encontró a nadie en lo que se envió.",
    "reason.own_source": "Viene de una fuente propia: no pasa por las rutas.",
    "routes_at": "En espera: vuelve a pasar por las rutas el {at}.",
}  # fmt: skip

LINT: dict[str, Text] = {
    "lint.no_routes": "No hay ninguna ruta activa: todo lo que llegue quedará sin asignar.",
    "lint.source_without_route": "Ninguna ruta activa toma los prospectos de {source}.",
    "lint.route_shadowed": (
        "{route} está tapada por otra ruta y nunca recibe prospectos: {above} toma antes todo lo suyo."
    ),
    "lint.route_shadowed.several": (
        "{route} está tapada por otras rutas y nunca recibe prospectos: {above} toman antes todo lo suyo."
    ),
    "lint.route_unreachable.archived": "{route} no puede recibir prospectos: todas sus fuentes están archivadas.",
    "lint.route_unreachable.owned": (
        "{route} no puede recibir prospectos: sus fuentes activas son propias de personas del equipo."
    ),
    "lint.route_unreachable.no_sources": "{route} no puede recibir prospectos: no hay ninguna fuente activa.",
    "lint.route_unreachable.over": "{route} ya no puede recibir prospectos: sus fechas han pasado.",
    "lint.route_overridden": "{route} asigna directamente y anula a {others} donde coinciden.",
    "lint.hours_uncovered": "Los prospectos de {sources} no tienen ruta en estas horas: {times}.",
    "lint.hours_uncovered.always": (
        "Los prospectos de {sources} solo tienen rutas especiales o con condiciones: "
        "lo que estas no tomen quedará sin asignar."
    ),
    "lint.weights_not_100": "Los porcentajes de {route} suman {sum}, no 100.",
    "lint.no_eligible_agents.none": "{route} no tiene agentes.",
    "lint.no_eligible_agents.inactive": "{route} no tiene a nadie en activo.",
    "lint.no_eligible_agents.hours": "En {route} nadie tiene un horario que coincida con el de la ruta.",
    "lint.no_eligible_agents.paused": "En {route} todo el mundo está en pausa, sin fecha de fin.",
    "lint.window_without_agents": "{route} abre a horas en las que no trabaja nadie de la ruta: {times}.",
    "lint.chain_longer_than_window": (
        "En {route}, preguntar a todas las personas lleva {chain} y la ruta abre como mucho {open} sin interrupción: "
        "las últimas recibirán fuera de horario."
    ),
    "sources.more": ("1 fuente más", "{n} fuentes más"),
    "times.span": "{days} {start}–{end}",
    "times.all_day": "{days} todo el día",
    "times.more": "y más",
    "days.run": "{first} a {last}",
    "days.every": "todos los días",
    **{f"day.{n}": name for n, name in enumerate(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado",
                                                 "domingo"))},
    "length.minutes": "{minutes} min",
    "length.hours": "{hours} h",
    "length.both": "{hours} h {minutes} min",
}  # fmt: skip


def _and(following: str) -> str:
    """Return `y`, or `e` before a word that begins with the sound of an i."""
    return "e" if re.match(r"[«“]?(i|í|hi(?!e))", following.lower()) else "y"


CALENDAR: dict[str, Text] = {
    "calendar.title": "Relevo: {team}",
    "calendar.shift": "Guardia: {route}",
    "calendar.shift_titled": "Guardia: {title} ({route})",
    "calendar.task": "Tarea: {person}",
    "calendar.task_unnamed": "Tarea",
    "calendar.appointment": "Cita: {person}",
    "calendar.appointment_unnamed": "Cita",
}

SPANISH = Wording(
    texts=TRACE | LINT | MAIL | PAGE | FORM | CALENDAR,
    quotes="«{}»",
    decimal=",",
    conjunction=_and,
    days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre"),
    date=("{day} {number} de {month} a la {time}", "{day} {number} de {month} a las {time}"),
)  # fmt: skip
