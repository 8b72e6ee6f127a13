"""Is a delivery that was put off handled on the deployed stack, by a function that may do just that?"""

from shared.queue import Queue
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries, WaitingDelivery
from tests.e2e.stack import HOURS


def test_a_delivery_that_was_put_off_becomes_a_lead_and_is_forgotten(stack, until):
    source = stack.source()
    stack.route(stack.agents[:1], HOURS, source)
    (bucket,) = [one["Name"] for one in stack.client("s3").list_buckets()["Buckets"] if "waiting" in one["Name"]]
    (url,) = [one for one in stack.client("sqs").list_queues()["QueueUrls"] if "PutOffQueue" in one]
    files = Uploads(lambda: stack.client("s3"), bucket)
    waiting = WaitingDeliveries(files, Queue(lambda: stack.client("sqs"), url))
    body = '{"contact": {"first_name": "Zoé"}, "message": "¿Sigue libre?"}'.encode()
    delivery = WaitingDelivery(source["source_id"], {"webhook-id": f"event-{source['source_id']}"}, body)
    waiting.put_off("one", delivery)

    def made():
        found = stack.leads_of(source)
        return found if found and found[0]["state"] == "offered" else None

    (lead,) = until(made)
    assert lead["contact"]["first_name"] == "Zoé"
    until(lambda: files.read(f"waiting/{source['source_id']}/one") is None)
    waiting.put_off("again", delivery)
    until(lambda: files.read(f"waiting/{source['source_id']}/again") is None)
    assert len(stack.leads_of(source)) == 1
