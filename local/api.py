"""Call Relevo's HTTP API as a member does."""

import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from local import embedded
from local.problems import Broken

type Json = Any
"""Hold any JSON body; the API defines its shape."""

ANSWER_SECONDS = 60
TRIES = 5


@dataclass(frozen=True)
class HttpAnswer:
    """Hold the API's response."""

    status: int
    body: Json


@dataclass
class Caller:
    """Represent a signed-in member of a stack's API."""

    api: str
    endpoint: str
    client_id: str
    email: str
    password: str
    _token: str = field(default="", repr=False)

    def ask(self, method: str, path: str, body: Json = None, key: str | None = None) -> Json:
        """Send a request and return the response's body.

        Args:
            method: an HTTP method.
            path: below the API's root, with a leading slash.
            body: anything JSON.
            key: an Idempotency-Key; repeating a request with the same key creates nothing new.

        Raises:
            Broken: the status was not 2xx.
        """
        answer = self._send(method, path, body, key)
        if answer.status == http.HTTPStatus.UNAUTHORIZED:
            self._token = ""  # valid for one hour
            answer = self._send(method, path, body, key)
        return _body(answer, f"{method} {path} as {self.email}")

    def token(self) -> str:
        """Return the id token to send with requests."""
        self._token = self._token or sign_in(self.endpoint, self.client_id, self.email, self.password)
        return self._token

    def _send(self, method: str, path: str, body: Json, key: str | None) -> HttpAnswer:
        return _signed(self.api, self.token(), method, path, body, key)


@dataclass(frozen=True)
class Bearer:
    """Represent a member by a token of a stack's API, such as that of a deployed team."""

    api: str
    token: str = field(repr=False)

    def ask(self, method: str, path: str, body: Json = None, key: str | None = None) -> Json:
        """Send a request as `Caller.ask` does, while the token is valid."""
        return _body(_signed(self.api, self.token, method, path, body, key), f"{method} {path}")


def _signed(api: str, token: str, method: str, path: str, body: Json, key: str | None) -> HttpAnswer:
    headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
    return send(api, method, path, None if body is None else json.dumps(body).encode(), headers)


def _body(answer: HttpAnswer, asked: str) -> Json:
    if not 200 <= answer.status < 300:
        detail = answer.body.get("detail") if isinstance(answer.body, dict) else None
        raise Broken(f"{asked} answered {answer.status}: {detail or answer.body}")
    return answer.body


def sign_in(endpoint: str, client_id: str, email: str, password: str) -> str:
    """Return an id token for `email`, from the embedded Cognito."""
    answer = embedded.client("cognito-idp", endpoint).initiate_auth(
        ClientId=client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": email, "PASSWORD": password},
    )
    token: str = answer["AuthenticationResult"]["IdToken"]
    return token


def send(api: str, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> HttpAnswer:
    """Send a request, and repeat it after 503 (busy or still starting).

    Repeating is safe: requests that create something carry an idempotency key or a delivery id.
    """
    for left in reversed(range(TRIES)):
        answer = _once(api, method, path, content, headers)
        if answer.status != http.HTTPStatus.SERVICE_UNAVAILABLE or not left:
            break
        time.sleep(0.5)
    return answer


def _once(api: str, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> HttpAnswer:
    address = urlsplit(api)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=ANSWER_SECONDS)
    try:
        connection.request(method, address.path + path, content, {"Content-Type": "application/json"} | headers)
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
    except OSError as problem:
        raise Broken(f"{api} does not answer ({problem}). Is it running? `make up` starts it.") from problem
    finally:
        connection.close()
    try:
        return HttpAnswer(response.status, json.loads(text) if text else None)
    except ValueError:
        return HttpAnswer(response.status, text)
