"""Is a decision explained in clear sentences, and to agents only as far as it concerns them?"""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.i18n.en import ENGLISH
from shared.domain.i18n.es import SPANISH
from shared.domain.i18n.translate import TABLES
from shared.domain.kernel.weekly_hours import DAYS, Window
from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.member import Pause
from shared.domain.plan_records.route import Rotation, Seat, ToAgent
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.explanation import explain
from shared.domain.routing.trace import Trace
from shared.domain.routing.turns import Rotations
from tests import make
from tests.domain import plans
from tests.domain.routing.explaining import BOSS_MEMBER, MEMBERS, decide, plan, told, weighted
from tests.make import ANN, BOB, BOSS, CAT, DAN, EVE, MAIN, NIGHT, NOON, OFFER, PORTAL, SECOND

# Rules


def test_round_robin_explains_whose_turn_it_is_and_after_whom():
    at = plan()
    trace = decide(at, rotation=Rotation(route_id=MAIN, last=BOB, place=1, turn=4))
    es, en = told(trace, at)
    assert "Por turnos: le toca a Carmen; el prospecto anterior fue primero para Bruno." in es
    assert "Round robin: it is Carmen's turn; Bruno was first with the lead before." in en
    assert en[0] == "“Main” takes the lead: of the routes that fit, it is nearest the top."


def test_a_lead_that_goes_on_is_explained_to_stay_on_its_route():
    at = plan()
    lead = make.lead(route_id=MAIN, turns={MAIN: 1}, tried=(ANN,), place=0)
    es, en = told(decide(at, lead), at)
    assert en[:2] == ["The lead stays on its route, “Main”.", "Round robin: after Ana it is Bruno's turn."]
    assert "Ana: ya hubo un intento con este prospecto." in es
    assert "Carmen: en espera de turno." in es


RULE_SAYS = [
    (
        "random",
        {},
        "Random: Carmen was drawn, with equal chances among 2.",
        "Al azar: salió Carmen, con la misma probabilidad entre 2.",
    ),
    (
        "weighted_random",
        {},
        "Weighted random: Bruno was drawn, with a chance of 30%.",
        "Al azar por porcentaje: salió Bruno, con un 30\N{NO-BREAK SPACE}% de probabilidad.",
    ),
    (
        "fair_share",
        {"credits": {BOB: 0.3}},
        "Exact percentages: of those who could receive it, Bruno was due the most (0.6 leads).",
        "Porcentajes exactos: de quienes podían recibirlo, a Bruno es a quien más le corresponde (0,6 prospectos).",
    ),
    (
        "jump_ball",
        {},
        "Jump ball: offered to Ana, Bruno and Carmen together.",
        "Primero en reclamar: llega a la vez a Ana, Bruno y Carmen.",
    ),
]


@pytest.mark.parametrize(("rule", "turned", "en", "es"), RULE_SAYS, ids=[row[0] for row in RULE_SAYS])
def test_each_rule_explains_how_it_chose(rule, turned, en, es):
    weights = {ANN: 50, BOB: 30, CAT: 20}
    seats = tuple(Seat(agent_id=a, weight=w if rule in ("weighted_random", "fair_share") else None)
                  for a, w in weights.items())  # fmt: skip
    at = plan(make.route(rule=rule).model_copy(update={"agents": seats}))
    rotation = Rotation(route_id=MAIN, last=ANN, place=0, turn=1, **turned)
    found = told(decide(at, rotation=rotation, chance=0.6), at)
    assert es in found[0]
    assert en in found[1]


def test_a_random_draw_says_who_was_excluded():
    at = plan(make.route(rule="random"))
    en = told(decide(at, rotation=Rotation(route_id=MAIN, last=ANN, place=0)), at)[1]
    assert "Ana was not in the draw: they were first with the lead before." in en


def test_least_loaded_says_how_many_leads_are_owned_and_how_ties_are_decided():
    at = plan(make.route(rule="least_loaded", agents=(ANN, BOB, CAT)))
    workloads = {a: Workload(agent_id=a, active=True, open_leads=n) for a, n in ((ANN, 5), (BOB, 2), (CAT, 3))}
    assert (
        "Least loaded: of those who could receive it, Bruno owns the fewest open leads (2)."
        in told(decide(at, workloads=workloads), at)[1]
    )
    workloads[CAT] = Workload(agent_id=CAT, active=True, open_leads=2, last_offered_at=NOON - SECOND)
    says = "Least loaded: of those who could receive it, Bruno owns the fewest open leads (2), and has waited longest."
    assert says in told(decide(at, workloads=workloads), at)[1]


def test_ties_of_least_loaded_are_explained_by_list_order():
    at = plan(make.route(rule="least_loaded", agents=(ANN, BOB)))
    es, en = told(decide(at), at)
    assert (
        "Least loaded: nobody who could receive it owns fewer open leads than Ana (0); "
        "among equals, it is their turn in the list."
    ) in en
    assert (
        "Menor carga: nadie que pudiera recibirlo tiene menos prospectos abiertos que Ana (0); "
        "entre iguales, le toca por orden de lista." in es
    )


def test_a_chance_is_stated_among_the_available_agents():
    at = weighted("weighted_random", ann=50, bob=25)
    assert "Weighted random: Ana was drawn, with a chance of 67%." in told(decide(at), at)[1]
    lead = make.lead(route_id=MAIN, turns={MAIN: 1}, tried=(ANN,), place=0)
    assert "Weighted random: to Bruno, with nobody else in the draw." in told(decide(at, lead), at)[1]


@pytest.mark.parametrize("credit", [-2.0, -0.54, -0.46])
def test_a_negative_credit_is_not_stated_as_leads_due(credit):
    at = weighted("fair_share", ann=50, bob=50)
    rotation = Rotation(route_id=MAIN, last=BOB, place=1, credits={ANN: credit, BOB: -3.0})
    es, en = told(decide(at, rotation=rotation), at)
    assert "Exact percentages: of those who could receive it, Ana has had the least beyond their share." in en
    assert "Porcentajes exactos: de quienes podían recibirlo, Ana es quien menos ha recibido de más." in es


def test_a_jump_ball_that_only_one_agent_can_receive_says_so():
    at = plan(make.route(rule="jump_ball", agents=(ANN,)))
    assert [one[1] for one in told(decide(at), at)] == [
        "Primero en reclamar: llega solo a Ana.", "Jump ball: offered to Ana alone."
    ]  # fmt: skip


def test_a_route_that_assigns_is_explained_to_precede_those_it_overrides():
    at = plan(make.route(), make.route(NIGHT, title="Para Eva", rule="assign_to_agent", agents=(EVE,)))
    es, en = told(decide(at), at)
    assert es == [
        "«Para Eva» asigna directamente, así que va antes que las demás rutas.",
        "«Main»: la anula una ruta que asigna directamente.",
        "Asignar a agente: el prospecto queda a cargo de Inés.",
    ]
    assert en[2] == "Assign to agent: the lead is Inés's."


# Routes, agents, the pool


def test_routes_that_did_not_apply_are_grouped_by_reason():
    windows = (Window(days=DAYS, start="22:00", to="06:00"),)
    ids = [make.id_of("route", f"r{n}") for n in range(6)]
    others = [make.route(ids[n], title=f"Portal {n}", sources=(PORTAL,)) for n in range(5)]
    at = plan(*others, make.route(ids[5], title="Noche", windows=windows), make.route())
    es, en = told(decide(at), at)
    assert "«Portal 0», «Portal 1», «Portal 2» y 2 rutas más: para otras fuentes." in es
    assert "«Noche»: fuera de horario." in es
    assert "“Noche”: outside its hours." in en


def test_of_many_agents_the_first_are_named_and_the_rest_counted():
    members = [make.member(make.id_of("agent", f"a{n:02}"), first_name=f"Nombre{n}") for n in range(40)]
    at = make.plan([make.route(agents=tuple(one.agent_id for one in members))], [*members, BOSS_MEMBER])
    es, en = told(decide(at, workloads=make.workloads(*at.members)), at)
    assert es[-1] == ("Nombre1, Nombre2, Nombre3, Nombre4, Nombre5, Nombre6 y 33 personas más: en espera de turno.")
    assert en[-1].endswith("Nombre6 and 33 more people: waiting for a turn.")


def test_several_routes_are_stated_in_the_plural_and_deleted_ones_together():
    ids = [make.id_of("route", f"r{n}") for n in range(4)]
    gracia = Condition(field="place", op="eq", value="Gracia")
    routes = [make.route(ids[n], title=f"Barrio {n}", conditions=(gracia,)) for n in range(4)]
    trace = decide(plan(*routes, make.route()))
    assert (
        "«Barrio 0», «Barrio 1», «Barrio 2» y 1 ruta más: piden condiciones que el prospecto no cumple."
        in (told(trace, plan(*routes, make.route()))[0])
    )
    left = plan(routes[0], make.route())
    assert "«Barrio 0» y 3 rutas eliminadas: piden condiciones que el prospecto no cumple." in told(trace, left)[0]
    assert "“Barrio 0”: asks for conditions that the lead does not meet." in (told(decide(left), left)[1])


def test_an_agent_of_two_routes_is_explained_route_by_route():
    pause = Pause(side="own", route_id=NIGHT, by=ANN, at=NOON - SECOND)
    members = [make.member(ANN, pauses=(pause,)), BOSS_MEMBER]
    top = make.route(NIGHT, title="Top", agents=(ANN,), when_nobody="next_route")
    at = make.plan([top, make.route(agents=(ANN,))], members)
    assert told(decide(at), at)[1] == [
        "“Top” takes the lead: of the routes that fit, it is nearest the top.",
        "Ana: own pause.",
        "“Top” took the lead, but nobody there could receive it: it went on to the next route.",
        "“Main” takes the lead: it is the next in the list that fits.",
        "Round robin: it is Ana's turn; this is the route's first lead.",
    ]


@pytest.mark.parametrize(
    ("hour", "es", "en"),
    [(0, "a la 01:00", "at 01:00"), (1, "a las 02:00", "at 02:00"), (12, "a las 13:00", "at 13:00")],
)
def test_instants_are_stated_in_the_teams_time_with_the_right_article(hour, es, en):
    local = NOON.replace(hour=hour).astimezone(make.settings().zone)
    assert SPANISH.format_instant(local) == f"lunes 5 de enero {es}"
    assert ENGLISH.format_instant(local) == f"Monday 5 January {en}"


def test_an_untaken_lead_is_explained_with_each_passed_route_and_its_next_attempt():
    hours = (Window(days=DAYS, start="08:00", to="10:00"),)
    members = [make.member(ANN, hours=hours), make.member(BOB, first_name="Bruno", hours=hours)]
    top = make.route(NIGHT, title="Top", agents=(BOB,), when_nobody="next_route")
    at = make.plan([top, make.route(agents=(ANN,))], [*members, BOSS_MEMBER], hold_hours=48)
    es, en = told(decide(at), at)
    assert es == [
        "«Top» toma el prospecto: de las rutas que encajan, es la más alta de la lista.",
        "Bruno: fuera de horario.",
        "«Top» tomó el prospecto, pero allí nadie podía recibirlo: siguió con la ruta siguiente.",
        "«Main» toma el prospecto: es la siguiente de la lista que encaja.",
        "Ana: fuera de horario.",
        "Queda sin asignar: nadie podía recibirlo.",
        "En espera: vuelve a pasar por las rutas el martes 6 de enero a las 08:00.",
    ]
    assert en[-1] == "On hold: it goes through routing again on Tuesday 6 January at 08:00."


@pytest.mark.parametrize(
    ("status", "es"),
    [
        ("active", "En la ruta nadie podía recibirlo: va a Inés, como dice la ruta."),
        ("invited", "Inés debía recibirlo en último lugar, pero no podía: aún sin iniciar sesión."),
    ],
)
def test_the_last_resort_is_explained(status, es):
    members = [make.member(ANN, status="invited"), make.member(EVE, first_name="Inés", status=status), BOSS_MEMBER]
    at = make.plan([make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=EVE))], members)
    assert es in told(decide(at), at)[0]


def test_a_member_who_gave_the_lead_back_is_explained_as_unavailable_last_resort():
    members = [make.member(ANN, status="invited"), make.member(EVE, first_name="Inés"), BOSS_MEMBER]
    at = make.plan([make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=EVE))], members)
    lead = make.lead(tried=(EVE,), returned_by=(EVE,))
    assert "Inés debía recibirlo en último lugar, pero no podía: ya lo devolvió." in told(decide(at, lead), at)[0]


def test_namesakes_have_last_names_and_former_members_have_none():
    members = [make.member(ANN), make.member(BOB, last_name="Gil"), make.member(CAT, first_name="Carmen"), BOSS_MEMBER]
    at = make.plan(None, members)
    trace = decide(at, rotation=Rotation(route_id=MAIN, last=DAN, place=0))
    assert (
        "Round robin: it is Ana García's turn; somebody who has left the team was first with the lead before."
        in (told(trace, at)[1])
    )


# What an agent is told


def test_an_agent_reads_about_themselves_and_how_many_others_were_unavailable():
    pause = Pause(side="team", by=BOSS, at=NOON - SECOND)
    members = [m.model_copy(update={"pauses": (pause,)} if m.agent_id in (BOB, CAT) else {}) for m in MEMBERS]
    hidden = make.route(NIGHT, title="Oculta", agents=(DAN,), sources=(PORTAL,))
    at = make.plan([hidden, make.route(agents=(ANN, BOB, CAT, EVE))], members)
    trace = decide(at)
    assert told(trace, at, ANN) == (
        [
            "«Main» toma el prospecto: de las rutas que encajan, es la más alta de la lista.",
            "1 ruta: para otras fuentes.",
            "Por turnos: te toca a ti.",
            "Otras 2 personas no estaban disponibles.",
        ],
        [
            "“Main” takes the lead: of the routes that fit, it is nearest the top.",
            "1 route: for other sources.",
            "Round robin: it is your turn.",
            "2 others were not available.",
        ],
    )
    assert told(trace, at, BOB)[0][-3:] == [
        "El prospecto llegó a otra persona.",
        "Tú: en pausa puesta por el equipo.",
        "Otra persona no estaba disponible.",
    ]
    assert told(trace, at, DAN)[1] == [
        "A route that you are not on takes the lead.", "1 route: for other sources.".replace("1 route", "“Oculta”"),
        "The lead was offered to somebody else.",
    ]  # fmt: skip


@st.composite
def decisions(draw):
    at = draw(plans.plans())
    members = {a: m.model_copy(update={"first_name": f"Name{a[-6:]}"}) for a, m in at.members.items()}
    at = make.plan(list(at.routes), list(members.values()))
    lead, turns = draw(plans.leads(at)), Rotations(draw(plans.rotations(at)), draw(plans.workloads()))
    now = NOON + timedelta(minutes=30 * draw(st.integers(0, 7 * 48)))
    new_id = {"offer": OFFER, "response": make.id_of("response", "r")}.__getitem__
    return at, dispatch(lead, at, turns, now, new_id, lambda: 0.5).trace


@given(decisions(), st.sampled_from(plans.TEAM))
def test_any_decision_can_be_explained_and_agents_read_no_other_names_routes_or_personal_data(decided, agent_id):
    at, trace = decided
    whole = explain(trace, None, at)
    me = at.members[agent_id].model_copy(update={"status": "active"})
    mine = explain(trace, me, at)
    for language in TABLES:
        assert whole[language]
        assert all(re.match(r"[A-ZÁÉÍÓÚ«“0-9]", one) and "{" not in one for one in (*whole[language], *mine[language]))
        text = " ".join(mine[language])
        assert not any(member.first_name in text for member in at.members.values() if member.agent_id != agent_id)
        unknown = [route.title for route in at.routes if agent_id not in route.agent_ids]
        assert not any(quoted.format(title) in text for title in unknown for quoted in ("«{}»", "“{}”"))
        everything = text + " ".join(whole[language])
        assert not any(secret in everything for secret in ("Lucía", "Pérez", "Gracia", "300000", "600"))


def test_an_old_decision_without_newer_fields_can_be_explained():
    at = plan()
    old = Trace(lead_id=make.LEAD, lead_version=1, at=NOON, plan_version=1, outcome="pooled", reason="routing_failed")
    assert told(old, at) == (
        ["Queda sin asignar: el enrutamiento falló varias veces."],
        ["It goes to the pool: routing failed several times."],
    )
