"""Operations of visitors: see a form, and send it. Nothing proves who they are."""

from __future__ import annotations

from typing import Literal

from functions.ingest.forms import page, script
from functions.ingest.forms.page import ShownForm
from functions.ingest.forms.posted_form import PostedForm
from functions.ingest.forms.sent_form import SentForm
from functions.ingest.forms.tokens import FormTokens, ShownToken
from functions.ingest.inquiries.consents import ConsentGiven
from functions.ingest.webhooks.gate import Gate
from functions.ingest.webhooks.receiver import DeliveryReceiver
from functions.ingest.webhooks.throttle import Throttle
from shared.domain.kernel.errors import Busy, Forbidden, TooManyRequests
from shared.domain.plan_records.open_form import OpenForm
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.observe import count
from shared.web.app import Response
from shared.web.request import Request
from shared.web.schemas import Shown

WAIT_SECONDS = 60
SENT = "sent"


class FormConsent(Shown):
    """What is to be agreed to: its text, empty for no box, and the link to the privacy notice, empty for none."""

    text: str
    privacy: str


class FormResult(Shown):
    """What became of a form that a script sent.

    `sent`: it is taken. `fix`: `mistakes` says what to change, by field. `again`: it was sent too quickly, too late or
    without a token that is good: it is to be sent once more, with this new `token`. `consent` is what is to be agreed
    to where another text was shown: the box is to be shown with it, unticked.
    """

    state: Literal["sent", "fix", "again"]
    token: str | None = None
    mistakes: dict[str, str] = {}
    consent: FormConsent | None = None


class FormOperations:
    """Operations on open forms. Browsers get pages; the script of a site gets JSON.

    Source: docs/security.md, "Open forms".
    """

    def __init__(self, gate: Gate, tokens: FormTokens, deliveries: DeliveryReceiver, throttle: Throttle) -> None:
        self._gate, self._tokens, self._deliveries, self._throttle = gate, tokens, deliveries, throttle

    def show_form(self, request: Request, source_id: str) -> Response:
        """Show the form of a source as a page that needs no script; with `sent` in the query, the thanks."""
        plan, source, form = self._gate.open_form(source_id)
        if SENT in request.query:
            return Response(page.thanks_page(form), 200, page.HEADERS)
        return Response(page.form_page(self._shown(request, plan, source, form)), 200, page.HEADERS)

    def show_form_script(self, request: Request, source_id: str) -> Response:
        """Answer the script that shows the form within a page of the team's sites."""
        plan, source, form = self._gate.open_form(source_id)
        return Response(script.form_script(self._shown(request, plan, source, form)), 200, script.HEADERS)

    def allow_form(self, request: Request, source_id: str) -> Response:
        """Tell a browser whether a page of another origin may send the form (CORS)."""
        _, _, form = self._gate.open_form(source_id)
        told = _allowed(request, form)
        more = {"Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "content-type"}
        return Response(None, 204, {**told, **more} if told else {})

    def send_form(self, request: Request, source_id: str) -> Response:
        """Take a form: URL-encoded, multipart or JSON, up to 64 KB. It becomes a lead as any other delivery.

        With `Accept: application/json` the answer is JSON. Otherwise it is a page, and a redirect to the thanks.
        """
        plan, source, form = self._gate.open_form(source_id)
        posted = PostedForm.read(request, form)
        if posted.trapped:
            count("FormTrapped")
            return self._sent(request, source, form)
        foreign = _is_foreign(request, form)
        if foreign and _wants_json(request):
            raise Forbidden
        token = self._tokens.read(source.source_id, posted.token, request.now)
        posted = posted.shown_with(token.consent if token else posted.version, form)
        mistakes = posted.mistakes(form)
        if mistakes:
            return self._asked(request, plan, source, form, posted, mistakes)
        token_id = None if foreign else _token_id(request, form, posted, token)
        if token_id is None:
            return self._asked(request, plan, source, form, posted, {}, "again")
        if not self._throttle.take(source.source_id, request.now):
            return self._failed(request, plan, source, form, posted)
        sent = _sent_form(request, form, posted, token_id)
        try:
            receipt = self._deliveries.handle(sent.within(request), plan, source)
        except Busy:
            return self._failed(request, plan, source, form, posted)
        if any(one.first for one in receipt.kept):
            count("DeliveryAccepted")
        return self._sent(request, source, form)

    def _shown(self, request: Request, plan: Plan, source: Source, form: OpenForm) -> ShownForm:
        token = self._tokens.new(source.source_id, form.consent_version, request.now)
        return ShownForm(form, source.source_id, plan.settings.team_name, token)

    def _sent(self, request: Request, source: Source, form: OpenForm) -> Response:
        if _wants_json(request):
            return Response(FormResult(state="sent"), 202, _allowed(request, form))
        return Response("", 303, {**page.HEADERS, "Location": f"{source.source_id}?{SENT}=1"})

    def _asked(
        self, request: Request, plan: Plan, source: Source, form: OpenForm, posted: PostedForm,
        mistakes: dict[str, str], says: Literal["", "again"] = "",
    ) -> Response:  # fmt: skip
        """Answer the form with what was typed: nobody types it twice."""
        shown = self._shown(request, plan, source, form)
        if _wants_json(request):
            told = {name: page.words(form, key) for name, key in mistakes.items()}
            other = posted.version != form.consent_version
            consent = FormConsent(text=form.consent_text, privacy=form.privacy_url) if other else None
            result = FormResult(state=says or "fix", token=shown.token, mistakes=told, consent=consent)
            return Response(result, 200, _allowed(request, form))
        return Response(page.form_page(shown, posted, mistakes, says and "form.again"), 200, page.HEADERS)

    def _failed(self, request: Request, plan: Plan, source: Source, form: OpenForm, posted: PostedForm) -> Response:
        """Answer that it cannot be taken now, with what was typed."""
        count("FormRefused")
        if _wants_json(request):
            raise TooManyRequests(seconds=WAIT_SECONDS)
        shown = self._shown(request, plan, source, form)
        headers = {**page.HEADERS, "Retry-After": str(WAIT_SECONDS)}
        return Response(page.form_page(shown, posted, {}, "form.failed"), 429, headers)


def _token_id(request: Request, form: OpenForm, posted: PostedForm, token: ShownToken | None) -> str | None:
    """Return the id of a good token. A form pasted into an allowed site has none: its content stands for it."""
    if not posted.token and _origin(request) in form.sites:
        return posted.identity(request.now)
    return token.id if token and token.fresh else None


def _sent_form(request: Request, form: OpenForm, posted: PostedForm, token_id: str) -> SentForm:
    consent = None
    if form.consent_text and posted.agreed:
        consent = ConsentGiven(purpose="privacy_notice", given=True, text=form.consent_text,
                               version=form.consent_version, at=request.now)  # fmt: skip
    site = _origin(request) if _origin(request) in form.sites else ""
    return SentForm(
        id=token_id,
        name=posted.typed["name"],
        email=posted.typed["email"],
        phone=posted.typed["phone"],
        message=posted.typed["message"],
        more=posted.more,
        consent=consent,
        page=posted.page if site and posted.page.startswith(f"{site}/") else "",
        site=site,
    )


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _origin(request: Request) -> str:
    """Return the origin of the page that sent the form; empty if the browser does not say."""
    return request.headers.get("origin", "").lower()


def _is_foreign(request: Request, form: OpenForm) -> bool:
    """Return whether a browser says that a page which may not show the form sent it.

    Our own page is known by what browsers say of it, since the API does not know the address it is reached at. Those
    that are too old to say so are believed where they show a page: only ours gives it the token that it needs.
    """
    origin = _origin(request)
    if origin in {"", "null", *form.sites}:
        return False
    said = request.headers.get("sec-fetch-site")
    return _wants_json(request) if said is None else said != "same-origin"


def _allowed(request: Request, form: OpenForm) -> dict[str, str]:
    """Return the headers that let the page read the answer; none unless it is of an allowed site."""
    origin = _origin(request)
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if origin in form.sites else {}
