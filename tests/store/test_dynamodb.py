"""Does our client of DynamoDB sign, answer and fail as botocore's does?"""

import json
import select
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from botocore.httpsession import get_cert_path
from botocore.session import get_session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from shared import aws
from shared.dynamodb import DynamoDB, signed
from shared.store.backoff import NO_ANSWER
from shared.store.table import Table

REGION = "eu-west-1"
KEYS = Credentials("AKIDEXAMPLE", "a secret", "a session's token")
ASKED = {"TableName": "relevo", "Key": {"PK": {"S": "LEAD#ñ"}, "SK": {"S": "LEAD"}}, "ConsistentRead": True}
ITEM = {"PK": {"S": "LEAD#ñ"}, "SK": {"S": "LEAD"}, "v": {"N": "3"}}
LOST = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed", "Item": ITEM}
REFUSED = {
    "a guard failed": (400, {"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                             "Message": "Transaction cancelled", "CancellationReasons": [{"Code": "None"}, LOST]}),
    "throttled": (400, {"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException", "message": "Slow down"}),
    "not allowed": (400, {"__type": "com.amazon.coral.service#AccessDeniedException", "Message": "Not you"}),
    "failed": (500, {"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError", "message": "Sorry"}),
    "without a reason": (400, {}),
}  # fmt: skip


class Service(ThreadingHTTPServer):
    """Stand for DynamoDB: answer every call with `status` and `content`, and remember what came.

    Without content it hangs up; with `tires` it does so after an answer, without saying so.
    """

    daemon_threads = True

    def __init__(self, certificate=None):
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.status, self.content = 200, b"{}"
        self.calls, self.connections, self.tires = [], 0, False
        self.before_answer = lambda: None
        self.url = f"http://127.0.0.1:{self.server_port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
            self.url = f"https://localhost:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()

    def answers(self, status, content):
        """Answer so from now on."""
        self.status = status
        self.content = content if isinstance(content, bytes) else json.dumps(content).encode()

    def handle_error(self, request, client_address):
        """Keep quiet about clients that trust no such server."""


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self):
        super().setup()
        self.server.connections += 1

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.before_answer()
        self.server.calls.append((self.headers["x-amz-target"], json.loads(body)))
        if not self.server.content:
            self.close_connection = True
            return
        self.send_response(self.server.status)
        self.send_header("content-length", str(len(self.server.content)))
        self.end_headers()
        self.wfile.write(self.server.content)
        self.close_connection = self.server.tires

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    """Return what starts a service."""
    started = []

    def start(certificate=None):
        started.append(Service(certificate))
        return started[-1]

    yield start
    for service in started:
        service.shutdown()
        service.server_close()


@pytest.fixture
def service(serve):
    return serve()


def ours(url, certificates=None):
    return DynamoDB(KEYS, REGION, url, certificates or get_cert_path(True), (1, 2))


def botocores(url):
    config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
    return get_session().create_client(
        "dynamodb", REGION, endpoint_url=url, config=config, aws_access_key_id=KEYS.access_key,
        aws_secret_access_key=KEYS.secret_key,
    )  # fmt: skip


def raised(client):
    with pytest.raises(ClientError) as caught:
        client.transact_write_items(TransactItems=[])
    return caught.value


def own_certificate(folder):
    """Write a certificate for localhost that nobody vouches for, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    today = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(names, critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "own.pem"
    plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*plain))
    return file


@given(body=st.binary(max_size=300), token=st.none() | st.text("ab/+=", min_size=1), operation=st.sampled_from("AB"))
def test_a_request_is_signed_as_botocore_signs_it(body, token, operation):
    keys = Credentials("AKIDEXAMPLE", "a secret", token)
    about = {"host": "dynamodb.eu-west-1.amazonaws.com", "content-type": "application/json", "x-amz-target": operation}
    request = AWSRequest("POST", f"https://{about['host']}/", data=body, headers=about)
    SigV4Auth(keys, "dynamodb", REGION).add_auth(request)
    at = datetime.strptime(request.headers["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    own = signed(about, body, keys.get_frozen_credentials(), REGION, at)
    assert own["authorization"] == request.headers["Authorization"]
    assert {name.lower(): value for name, value in request.headers.items()} == own


@pytest.mark.parametrize("operation", ["GetItem", "BatchGetItem", "Query", "TransactWriteItems"])
def test_an_operation_asks_and_answers_what_botocores_does(service, operation):
    method = {"GetItem": "get_item", "BatchGetItem": "batch_get_item", "Query": "query"}.get(
        operation, "transact_write_items"
    )
    told = {"Item": ITEM, "Responses": {"relevo": [ITEM]}, "Items": [ITEM], "Count": 1, "UnprocessedKeys": {}}
    names = {"GetItem": ["Item"], "BatchGetItem": ["Responses", "UnprocessedKeys"], "Query": ["Items", "Count"]}
    service.answers(200, {name: told[name] for name in names.get(operation, [])})
    key = {"PK": {"S": "LEAD#ñ"}, "SK": {"S": "LEAD"}}
    asked = {
        "GetItem": ASKED,
        "BatchGetItem": {"RequestItems": {"relevo": {"Keys": [key], "ConsistentRead": True}}},
        "Query": {"TableName": "relevo", "KeyConditionExpression": "PK = :pk", "Limit": 3,
                  "ExpressionAttributeValues": {":pk": {"S": "PLAN"}}, "ExclusiveStartKey": key},
        "TransactWriteItems": {"TransactItems": [{"Put": {"TableName": "relevo", "Item": ITEM}}],
                               "ClientRequestToken": "0" * 32},
    }[operation]  # fmt: skip
    answers = [getattr(client, method)(**asked) for client in (ours(service.url), botocores(service.url))]
    assert service.calls == [(f"DynamoDB_20120810.{operation}", asked)] * 2
    answers[1].pop("ResponseMetadata")
    assert answers[0] == answers[1]


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_a_refusal_is_the_one_that_botocore_raises(service, refused):
    service.answers(*refused)
    own, other = raised(ours(service.url)), raised(botocores(service.url))
    assert own.response["Error"] == other.response["Error"]
    assert own.response["CancellationReasons"] == other.response.get("CancellationReasons", [])
    assert own.operation_name == other.operation_name


@pytest.mark.parametrize("content", [b"", b"<html>Bad Gateway</html>"], ids=["hung up", "no JSON"])
def test_no_answer_is_an_error_that_the_table_knows(service, content):
    service.answers(502, content)
    with pytest.raises(NO_ANSWER):
        ours(service.url).get_item(**ASKED)


def test_nobody_there_is_no_answer(service):
    service.shutdown()
    service.server_close()
    with pytest.raises(NO_ANSWER):
        ours(service.url).get_item(**ASKED)


def test_calls_share_a_connection_and_go_on_after_it_was_closed(service):
    client = ours(service.url)
    client.get_item(**ASKED)
    client.get_item(**ASKED)
    assert service.connections == 1
    service.answers(200, b"")
    with pytest.raises(NO_ANSWER):
        client.get_item(**ASKED)
    service.answers(200, {"Item": ITEM})
    assert client.get_item(**ASKED) == {"Item": ITEM}


def test_a_connection_that_was_closed_between_calls_is_replaced(service):
    client, service.tires = ours(service.url), True
    client.get_item(**ASKED)
    select.select([client._connections._idle[0].sock], [], [])  # its end has come
    assert client.get_item(**ASKED) == {}
    assert service.connections == 2


def test_threads_that_call_at_once_have_a_connection_each(service):
    client = ours(service.url)
    both = threading.Barrier(2)
    service.before_answer = both.wait  # neither is answered before both have asked
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda _: client.get_item(**ASKED), range(2))) == [{}, {}]
    assert service.connections == 2


def test_a_server_that_nobody_vouches_for_is_not_spoken_to(serve, tmp_path):
    certificate = own_certificate(tmp_path)
    there = serve(certificate)
    there.answers(200, {"Item": ITEM})
    with pytest.raises(NO_ANSWER):
        ours(there.url).get_item(**ASKED)
    assert there.calls == []
    assert ours(there.url, str(certificate)).get_item(**ASKED) == {"Item": ITEM}


def test_it_is_the_client_of_the_functions(service, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", service.url)
    aws.dynamodb.cache_clear()
    try:
        assert Table(aws.dynamodb(), "relevo").items([]) == {}
        aws.dynamodb().get_item(**ASKED)
    finally:
        aws.dynamodb.cache_clear()
    assert service.calls == [("DynamoDB_20120810.GetItem", ASKED)]
