"""Does the outbox show the local stack's emails, newest first, with clickable links?"""

import json
import re
import socketserver
import threading
from base64 import b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler

import pytest

from local.places import ANYWHERE
from local.ports import HOST
from local.serving import outbox
from local.serving.proxy import Proxy
from tests.local.test_proxy import ask


def mail(subject, at, **change):
    given = {"Subject": subject, "Timestamp": at, "To": ["ana@example.com"], "BodyText": "Hola", "MessageId": subject}
    return {**given, **change}


class Engine(BaseHTTPRequestHandler):
    """Stand in for the embedded SES."""

    sent = (mail("first", 1.5), mail("third", 30.0), mail("second", 2.25))

    def do_GET(self):
        content = json.dumps({"messages": {"000000000000": self.sent[:2], "111111111111": self.sent[2:]}}).encode()
        self.send_response_only(200 if self.path == "/_ministack/ses/messages" else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@pytest.fixture
def proxy(tmp_path):
    with socketserver.ThreadingTCPServer((HOST, 0), Engine) as engine:
        threading.Thread(target=engine.serve_forever, args=(0.01,), daemon=True).start()
        with Proxy(0, engine.server_address[1], tmp_path) as server:
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            yield server
            server.shutdown()
        engine.shutdown()


def test_emails_are_shown_newest_first(proxy):
    status, headers, body = ask(proxy, "GET", "/outbox")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert re.findall(r"<h2>(\w+)</h2>", body.decode()) == ["third", "second", "first"]
    assert "ana@example.com" in body.decode()


def test_without_an_engine_the_outbox_says_that_the_stack_does_not_answer(tmp_path):
    with Proxy(0, 1, tmp_path) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        assert ask(server, "GET", "/outbox")[0] == 503
        server.shutdown()


def test_links_are_clickable_and_other_text_is_escaped():
    body = 'Ver: http://127.0.0.1:8700/api/claim-links/abc-_9\n<script>"&</script>'
    page = outbox.page([mail("<b>", 1.0, BodyText=body)]).decode()
    assert '<a href="http://127.0.0.1:8700/api/claim-links/abc-_9">' in page
    assert "<script" not in page
    assert "&lt;b&gt;" in page


def test_a_mail_that_is_html_alone_is_shown_as_text_with_its_links():
    html = (
        "<html><head><title>No</title><style>p {}</style></head><body><p>Hola:</p><table><tr>"
        '<td>Código:</td><td><b>12&amp;34</b></td></tr></table><p><a href="http://127.0.0.1:8700/">Abrir</a></p></body></html>'
    )
    page = outbox.page([mail("code", 1.0, BodyText="", BodyHtml=html)]).decode()
    assert "<pre>Hola:\n Código: 12&amp;34\n\nAbrir: " in page
    assert '<a href="http://127.0.0.1:8700/">' in page
    assert "No</" not in page


def test_a_link_that_the_deployment_could_not_know_leads_to_this_run():
    page = outbox.page([mail("code", 1.0, BodyText=f"Abrir: {ANYWHERE}/me")], "http://127.0.0.1:8700").decode()
    assert '<a href="http://127.0.0.1:8700/me">' in page


def test_an_empty_outbox_says_so():
    assert "Ninguno" in outbox.page([]).decode()


def test_the_page_of_mails_may_load_and_run_nothing_but_its_own_style(proxy):
    headers, body = ask(proxy, "GET", "/outbox")[1:]
    policy = headers["Content-Security-Policy"]
    assert {"default-src 'none'", "form-action 'none'", "frame-ancestors 'none'"} <= set(policy.split("; "))
    [style] = re.findall(r"<style>(.*?)</style>", body.decode(), re.DOTALL)
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert (headers["Referrer-Policy"], headers["X-Content-Type-Options"]) == ("no-referrer", "nosniff")
