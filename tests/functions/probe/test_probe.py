"""Does a probe take the whole way through the functions that real leads take, tell what fails, and leave nothing?"""

import json
from datetime import timedelta

import pytest
from urllib3.exceptions import ReadTimeoutError

from functions.claim.build import ClaimDoors
from functions.claim.build import build as claim
from functions.ingest.build import build as ingest
from functions.ingest.doors import IngestDoors
from functions.probe.build import ProbeDoors, build
from functions.probe.whole_way import WholeWay
from functions.route.build import RouteDoors
from functions.route.build import build as route
from shared import ids
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records import probes
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import SourceSecrets
from shared.store import codec, indexes, keys
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries
from tests import memory
from tests.functions import team
from tests.granted import granted
from tests.make import NOON
from tests.watch import Watch


class Nobody:
    """Stand for a service that a probe's lead needs none of."""


class Clocks:
    """Note which clocks are started."""

    def __init__(self):
        self.started = []

    def start(self, _lead_id, clock_id, _at):
        self.started.append(clock_id)

    def stop(self, _clock_id):
        """Stop nothing."""


class World:
    """The functions on a lead's way, over one table; each second of waiting, the stream brings `route` its records."""

    def __init__(self, table, secret, event):
        self.table, self.event, self.now, self.clocks = table, event, Watch(NOON), Clocks()
        every = {"now": self.now}
        files = Uploads(Nobody, "waiting")
        self.functions = {
            "webhooks": ingest(IngestDoors(
                **every, table=granted(table, "ingest"), secret=secret, fetches=Queue(Nobody, "fetches"),
                secrets=SourceSecrets(secret, memory.client("secretsmanager"), "relevo/sources"),
                imports=Queue(Nobody, "imports"), uploads=files, raws=RawFiles(files),
                waiting=WaitingDeliveries(files, Queue(Nobody, "waiting")),
            )),
            "claim-links": claim(ClaimDoors(**every, table=granted(table, "claim"), secret=secret)),
        }  # fmt: skip
        self.route = route(RouteDoors(**every, table=granted(table, "route"), clocks=self.clocks))
        self.probe = build(ProbeDoors(
            **every, table=granted(table, "probe"), secret=secret, post=self.post, pause=self.pause,
        ))  # fmt: skip
        self.asked, self.leads, self.broken, self.seen = [], [], {}, []

    def post(self, path, body, headers):
        self.now.now += timedelta(milliseconds=100)
        function = path.split("/")[1]
        self.asked.append(function)
        if function in self.broken:
            return self.broken[function](path, body, headers)
        answer = self.send(path, body, headers)
        self.seen.append(team.everything(memory.client("dynamodb")))
        return answer["statusCode"], answer["body"].encode()

    def send(self, path, body, headers):
        """Call a function as API Gateway does."""
        lower = {name.lower(): value for name, value in headers.items()}
        event = self.event("POST", path, raw=body.decode(), headers=lower)
        return self.functions[path.split("/")[1]].handler(event, None)

    def pause(self, seconds):
        self.now.now += timedelta(seconds=seconds)
        if "route" in self.broken:
            return
        images = [item for item in team.everything(memory.client("dynamodb")) if "todo" in item]
        self.route({"Records": [{"dynamodb": {"NewImage": image}} for image in images]}, None)

    def go(self):
        return self.probe({}, None)


@pytest.fixture
def world(table, secret, event):
    team.seat(table)
    return World(table, secret, event)


def lines(logged):
    return [json.loads(line) for line in logged().splitlines()]


def test_it_is_received_offered_and_claimed_and_each_step_is_measured(world, logged):
    assert world.go() == {"receive": 100, "offer": 200, "claim": 100}
    assert world.asked == ["webhooks", "claim-links"]
    assert len(world.clocks.started) == 1
    [measured] = [line for line in lines(logged) if "WayMilliseconds" in line]
    assert measured["WayMilliseconds"] == [400]
    [metric] = measured["_aws"]["CloudWatchMetrics"]
    assert (metric["Dimensions"], metric["Metrics"][0]["Unit"]) == ([["stack", "service"]], "Milliseconds")


def test_its_lead_is_nobodys_and_its_machines(world):
    world.go()
    [_received, claimed] = world.seen
    [lead] = [codec.from_item(Lead, item) for item in claimed if item["SK"]["S"] == "LEAD"]
    assert (lead.origin, lead.is_real, lead.source_id) == ("synthetic", False, probes.SOURCE)
    assert (lead.state, lead.owner, lead.route_id) == ("owned", probes.MACHINE, probes.ROUTE)


def test_it_leaves_nothing(world):
    before = team.everything(memory.client("dynamodb"))
    world.go()
    assert team.everything(memory.client("dynamodb")) == before


def test_beside_its_lead_and_delivery_it_writes_nothing(world):
    """No list, count, limit, turn or export of the team can hold what is not written."""
    before = team.everything(memory.client("dynamodb"))
    world.go()
    listed = {name for index in indexes.INDEXES for name in (index.pk, index.sk)}
    for state in world.seen:
        new = [item for item in state if item not in before]
        partitions = {item["PK"]["S"].partition("#")[0] for item in new}
        assert partitions == {"LEAD", "DELIVERY"}
        leads = [item for item in new if item["PK"]["S"].startswith("LEAD")]
        assert not listed & {name for item in leads for name in item}
        assert not [item for item in new if keys.TELL in item]


def test_what_a_killed_probe_left_is_forgotten_by_the_next(world, table, secret):
    before = team.everything(memory.client("dynamodb"))
    WholeWay(table, secret, world.post, world.pause, world.now, ids.new).go()
    assert team.everything(memory.client("dynamodb")) != before
    world.go()
    assert team.everything(memory.client("dynamodb")) == before


def refuse(_path, _body, _headers):
    return 503, b"{}"


def break_off(_path, _body, _headers):
    raise ReadTimeoutError(None, "", "read timed out")


def claimed_by_another(_path, _body, _headers):
    return 200, json.dumps({"owner": "agent_of_another"}).encode()


@pytest.mark.parametrize(("broken", "how", "step", "error"), [
    ("webhooks", refuse, "receive", "503"),
    ("webhooks", break_off, "receive", "ReadTimeoutError"),
    ("route", refuse, "offer", "no offer"),
    ("claim-links", refuse, "claim", "503"),
    ("claim-links", claimed_by_another, "claim", "not claimed"),
])  # fmt: skip
def test_a_broken_step_is_told_and_calls_a_person(world, logged, broken, how, step, error):
    before = team.everything(memory.client("dynamodb"))
    world.broken[broken] = how
    assert world.go() == {"failed": step}
    found = lines(logged)
    [told] = [line for line in found if line.get("message") == "probe_failed"]
    assert (told["step"], told["error"]) == (step, error)
    assert [line[name] for name in ("ProbeFailed", "WorkFailed") for line in found if name in line] == [[1], [1]]
    assert not [line for line in found if "WayMilliseconds" in line]
    assert team.everything(memory.client("dynamodb")) == before


@pytest.mark.parametrize("headers", [{}, {"webhook-id": "a", "webhook-timestamp": "1767614400",
                                          "webhook-signature": "v1,Zm9yZ2Vk"}])  # fmt: skip
def test_nobody_else_can_send_to_its_source(world, headers):
    path, body = f"/webhooks/{probes.SOURCE}", b'{"contact": {"first_name": "Probe"}}'
    assert world.send(path, body, headers)["statusCode"] == 401
