"""Call DynamoDB: the four operations that `Table` uses, signed and sent without botocore's client.

DynamoDB takes and answers JSON in which items have the form that `Table` gives and reads. botocore's client walks
through each of them by its model, resolves the endpoint anew and runs some twenty hooks, which took more CPU than all
else that a request does: see decision 42. Credentials, errors and their classes are still botocore's.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import select
import ssl
import weakref
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError, HTTPClientError

if TYPE_CHECKING:
    from botocore.credentials import Credentials, ReadOnlyCredentials

CONTENT_TYPE = "application/x-amz-json-1.0"
VERSION = "DynamoDB_20120810"  # of the interface

type Answer = dict[str, Any]


class DynamoDB:
    """Provide operations with the names, parameters, answers and errors of botocore's client; it does not try again.

    Args:
        credentials: to sign with; they may be renewed by themselves.
        region: of the table.
        endpoint: address of DynamoDB there.
        certificates: file with the authorities that are trusted; None trusts the system's.
        timeout: seconds to wait for a connection, and for an answer.

    Attributes:
        timeout: as given.
    """

    def __init__(
        self, credentials: Credentials, region: str, endpoint: str, certificates: str | None,
        timeout: tuple[float, float],
    ) -> None:  # fmt: skip
        self.timeout = timeout
        self._credentials, self._region = credentials, region
        self._host = urlsplit(endpoint).netloc
        self._connections = _Connections(endpoint, certificates, timeout)

    def get_item(self, **given: Any) -> Answer:
        """Read an item."""
        return self._call("GetItem", given)

    def batch_get_item(self, **given: Any) -> Answer:
        """Read up to 100 items."""
        return self._call("BatchGetItem", given)

    def query(self, **given: Any) -> Answer:
        """Read a page of a partition."""
        return self._call("Query", given)

    def transact_write_items(self, **given: Any) -> Answer:
        """Write up to 100 items, all or none."""
        return self._call("TransactWriteItems", given)

    def _call(self, operation: str, given: Mapping[str, Any]) -> Answer:
        """Return the answer.

        Raises:
            ClientError: DynamoDB refused.
            HTTPClientError: it did not answer.
        """
        body = json.dumps(given).encode()
        about = {"content-type": CONTENT_TYPE, "host": self._host, "x-amz-target": f"{VERSION}.{operation}"}
        signing = self._credentials.get_frozen_credentials()
        headers = signed(about, body, signing, self._region, datetime.now(UTC))
        try:
            status, content = self._connections.post(body, headers)
            told: Answer = json.loads(content)
        except (OSError, HTTPException, ValueError) as error:  # or a page that says so, instead of JSON
            raise HTTPClientError(error=error) from error
        if status != 200:
            raise _refusal(operation, status, told)
        return told


class _Connections:
    """Keep connections open between calls: as many as threads have called at once."""

    def __init__(self, endpoint: str, certificates: str | None, timeout: tuple[float, float]) -> None:
        self._address, self._certificates, self._timeout = urlsplit(endpoint), certificates, timeout
        self._idle: list[HTTPConnection] = []
        weakref.finalize(self, _close, self._idle)

    def post(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Return the status and the content of the answer. Raise OSError or HTTPException if there is none."""
        connection = self._take()
        try:
            connection.request("POST", "/", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except BaseException:
            connection.close()
            raise
        if not answer.will_close:
            self._idle.append(connection)
        return answer.status, content

    def _take(self) -> HTTPConnection:
        """Return a connection that was kept and not closed meanwhile, else a new one."""
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return self._open()
            if not select.select([connection.sock], [], [], 0)[0]:  # nothing to read, not even its end
                return connection
            connection.close()

    def _open(self) -> HTTPConnection:
        connect, read = self._timeout
        host, port = str(self._address.hostname), self._address.port
        connection = (
            HTTPSConnection(host, port, timeout=connect, context=self._trusting)
            if self._address.scheme == "https"
            else HTTPConnection(host, port, timeout=connect)  # the embedded AWS
        )
        connection.connect()
        connection.sock.settimeout(read)
        return connection

    @cached_property
    def _trusting(self) -> ssl.SSLContext:
        """Return what is trusted; reading it takes a while, which an import should not."""
        return ssl.create_default_context(cafile=self._certificates)


def _close(connections: Iterable[HTTPConnection]) -> None:
    for one in connections:
        one.close()


def signed(
    headers: Mapping[str, str], body: bytes, signing: ReadOnlyCredentials, region: str, now: datetime
) -> dict[str, str]:
    """Return the headers of a request for `/` with its signature: AWS's Signature Version 4.

    Args:
        headers: all that are signed; names in lower case, with the host.
        body: what is sent.
        signing: keys to sign with.
        region: of the endpoint.
        now: UTC; the signature is accepted some minutes around it.
    """
    at = f"{now:%Y%m%dT%H%M%SZ}"
    dated = {**headers, "x-amz-date": at}
    if signing.token:
        dated["x-amz-security-token"] = signing.token
    names = ";".join(sorted(dated))
    lines = "".join(f"{name}:{dated[name]}\n" for name in sorted(dated))
    asked = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{at[:8]}/{region}/dynamodb/aws4_request"
    key = f"AWS4{signing.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    text = f"AWS4-HMAC-SHA256\n{at}\n{scope}\n{hashlib.sha256(asked.encode()).hexdigest()}"
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    says = f"AWS4-HMAC-SHA256 Credential={signing.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
    return {**dated, "authorization": says}


def _refusal(operation: str, status: int, told: Answer) -> ClientError:
    """Return DynamoDB's refusal as botocore's client raises it."""
    code = told.get("__type", str(status)).rpartition("#")[2]
    response: Any = {
        "Error": {"Code": code, "Message": told.get("message") or told.get("Message") or ""},
        "CancellationReasons": told.get("CancellationReasons", []),
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response, operation)
