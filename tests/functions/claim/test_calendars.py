"""Does a calendar feed show its member's shifts and tasks, to whoever has its address, and nothing more?"""

from datetime import timedelta

import pytest

from functions.claim.build import ClaimDoors, build
from shared.domain.kernel.rates import CALENDARS
from shared.domain.lead_records.task import Task
from shared.domain.plan_records.calendar_feed import CalendarFeed, token_hash
from shared.domain.plan_records.member import Member
from shared.store import keys
from shared.store.table import put_whole
from tests import make
from tests.functions import planning, team
from tests.granted import granted
from tests.make import ANN, BOB, LEAD, NOON, id_of
from tests.watch import Watch

HOUR = timedelta(hours=1)
TOKEN = "t" * 43
OPEN_HOUSE = {"start": "2026-01-10T10:00", "to": "2026-01-10T14:00"}
HIDDEN = ("Pérez", "lucia@", "600112233", "SENTINEL", "Llamar", LEAD)


class World:
    """Hold the claim function over the tests' table, with Ann's feed."""

    def __init__(self, table, secret, event):
        self.table, self.event, self.watch = table, event, Watch(NOON)
        self.api = build(ClaimDoors(table=granted(table, "claim"), secret=secret, now=self.watch))

    def ask(self, token=TOKEN, **headers):
        return self.api.handler(self.event("GET", f"/calendars/{token}", headers=headers), None)

    def change(self, **change):
        team.change(self.table, self.table.get(Member, keys.member(ANN)).model_copy(update=change))


@pytest.fixture
def world(table, secret, event):
    team.seat(table)
    world = World(table, secret, event)
    world.change(calendar=CalendarFeed(hash=token_hash(TOKEN), made_at=NOON))
    return world


def given_task(table, lead, agent_id=ANN, **change):
    comment_id = id_of("comment", lead.lead_id[-4:])
    task = Task(
        comment_id=comment_id, lead_id=lead.lead_id, at=NOON, due_at=NOON + HOUR, by=agent_id, agent_id=agent_id,
        text="Llamar al 600112233", **change,
    )  # fmt: skip
    team.store(table, lead.model_copy(update={"tasks": (task,)}))
    table.commit([put_whole(task)])
    return task


def summaries(answer):
    assert answer["statusCode"] == 200, answer
    return [line.removeprefix("SUMMARY:") for line in answer["body"].split("\r\n") if line.startswith("SUMMARY:")]


@pytest.mark.parametrize("ending", ["", ".ics"])
def test_the_address_shows_a_calendar(world, ending):
    answer = world.ask(TOKEN + ending)
    assert answer["statusCode"] == 200
    assert answer["headers"]["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["body"].startswith("BEGIN:VCALENDAR\r\n")


def test_it_holds_ones_own_shifts(world):
    mine, anothers = make.shift("a", (ANN,), title="Open house", **OPEN_HOUSE), make.shift("b", (BOB,), **OPEN_HOUSE)
    team.change(world.table, make.rota(mine, anothers))
    answer = world.ask()
    assert len(summaries(answer)) == 1
    assert "Open house" in summaries(answer)[0]
    assert f"UID:{mine.shift_id}-20260110@relevo" in answer["body"]
    assert "DTSTART:20260110T090000Z\r\nDTEND:20260110T130000Z" in answer["body"]


def test_it_holds_ones_own_open_tasks_by_first_name_and_initial(world):
    task = given_task(world.table, make.owned(ANN))
    given_task(world.table, make.owned(BOB, lead_id=id_of("lead", "more")), BOB)
    answer = world.ask()
    assert summaries(answer) == ["Tarea: Lucía P."]
    assert f"UID:{task.task_id}@relevo" in answer["body"]
    assert [text for text in HIDDEN if text in answer["body"]] == []


def test_it_says_which_of_them_are_appointments(world):
    given_task(world.table, make.owned(ANN), appointment=True)
    assert summaries(world.ask()) == ["Cita: Lucía P."]


def test_a_task_of_a_lead_that_one_may_not_see_is_left_out(world):
    given_task(world.table, make.owned(BOB))
    assert summaries(world.ask()) == []


def test_it_changes_nothing_and_tells_when_nothing_has_changed(world):
    given_task(world.table, make.owned(ANN))
    before = planning.everything()
    first = world.ask()
    world.watch.now += HOUR
    again = world.ask(**{"if-none-match": first["headers"]["ETag"]})
    assert (again["statusCode"], again["body"]) == (304, "")
    assert planning.everything() == before
    world.change(language="en")
    other = world.ask(**{"if-none-match": first["headers"]["ETag"]})
    assert summaries(other) == ["Task: Lucía P."]


@pytest.mark.parametrize("token", ["", "x", TOKEN[1:], f"{TOKEN}t", token_hash(TOKEN), f"{TOKEN}.ics.ics", "%ED%A0%80"])
def test_an_unknown_address_is_not_found(world, token):
    assert world.ask(token)["statusCode"] == 404


@pytest.mark.parametrize("change", [{"calendar": None}, {"status": "removed"}])
def test_an_ended_address_is_not_found_at_once(world, change):
    assert world.ask()["statusCode"] == 200
    world.change(**change)
    assert world.ask()["statusCode"] == 404


def test_who_reads_a_feed_too_often_waits(world):
    answers = [world.ask()["statusCode"] for _ in range(CALENDARS.most + 20)]
    assert answers[0] == 200
    refused = world.ask()
    assert (refused["statusCode"], answers.count(429) > 0) == (429, True)
    world.watch.now += HOUR
    assert world.ask()["statusCode"] == 200


def test_no_log_holds_the_token(world, logged):
    world.ask()
    said = logged()
    assert "/calendars/{token}" in said
    assert TOKEN not in said
