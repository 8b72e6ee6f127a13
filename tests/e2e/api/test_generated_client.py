"""Does a client that a generator makes of docs/openapi.json take a lead its whole way, and read every refusal?"""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.stack import HOURS

ROOT = Path(__file__).resolve().parents[3]
NAME = "relevo_generated"


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Import modules of a client that was made just now, with the generator's default settings."""
    folder = tmp_path_factory.mktemp("client")
    tools = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))  # it formats by the ruff it finds
    told = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", "generate", "--path", ROOT / "docs" / "openapi.json",
         "--meta", "none", "--output-path", folder / NAME],
        env={**os.environ, "PATH": tools}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "warning" not in (told.stdout + told.stderr).lower(), "some operation or schema was left out"
    sys.path.insert(0, str(folder))
    yield lambda module: importlib.import_module(f"{NAME}.{module}")
    sys.path.remove(str(folder))


@pytest.mark.parametrize("code", ["busy", "of_a_later_release"])
def test_a_generated_client_reads_a_refusal_of_this_release_and_of_a_later_one(generated, code):
    told = {"type": f"urn:relevo:problem:{code}", "title": "Conflict", "status": 409, "detail": "No.", "code": code}
    assert generated("models").Problem.from_dict(told).to_dict() == told


def test_a_generated_client_takes_a_lead_from_its_entry_to_its_end(stack, until, generated):
    models, agent = generated("models"), stack.agents[0]
    source = stack.source()
    stack.route([agent], HOURS, source)

    def ask(caller, module, *arguments, **options):
        with generated("client").AuthenticatedClient(base_url=stack.told["api"], token=caller.token()) as client:
            answer = generated(f"api.{module}").sync_detailed(*arguments, client=client, **options)
        assert 200 <= answer.status_code < 300, answer
        return answer.parsed

    person = models.ContactBody(first_name="Eva", emails=["eva.generated@example.com"])
    routing = models.LeadBodyRoutingType0.ROUTE
    body = models.LeadBody(contact=person, routing=routing, source_id=source["source_id"])
    lead_id = ask(stack.rainmaker, "leads.create_lead", body=body).lead_id

    def offer():
        offers = ask(agent, "offers.list_offers").items
        return next((one for one in offers if one.lead_id == lead_id), None)

    assert set(until(offer).may) == {"claim", "pass"}
    claimed = ask(agent, "offers.claim_lead", lead_id)
    assert (claimed.state, claimed.owner) == ("owned", stack.id_of(agent))
    assert {"comment", "close"} <= set(claimed.may)
    comment = ask(agent, "conversations.create_comment", lead_id, body=models.CommentBody(body="She calls back."))
    assert (comment.lead_id, comment.body) == (lead_id, "She calls back.")
    closed = ask(agent, "leads.close_lead", lead_id, body=models.CloseBody(outcome=models.CloseBodyOutcome.WON))
    assert (closed.state, closed.outcome) == ("closed", "won")
    assert "reopen" in closed.may
