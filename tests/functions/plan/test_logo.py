"""Is the team's logo a picture, the Rainmaker's to set, and everybody's to see?"""

import base64

import pytest

from shared.domain.plan_records.settings import MAX_LOGO_BYTES
from tests.functions import planning
from tests.functions.planning import everything
from tests.make import ANN, BOSS, CHIEF

PNG, JPEG, WEBP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x10\x00\x00\x00WEBPVP8 "


def encoded(content):
    return base64.b64encode(content).decode()


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")],
    ids=["png", "jpeg", "webp"],
)
def test_every_member_sees_the_logo_that_the_rainmaker_has_set(ask, content, media_type):
    assert ask("PUT", "/settings/logo", {"image": encoded(content)}) == (204, None)
    shown = {"image": encoded(content), "media_type": media_type}
    assert [ask("GET", "/settings/logo", me=me) for me in (CHIEF, BOSS, ANN)] == [(200, shown)] * 3


def test_a_logo_is_replaced_and_removed_and_each_change_is_audited_by_its_tag(ask, table):
    assert ask("GET", "/settings/logo")[0] == 404
    for image in (encoded(PNG), encoded(JPEG), None):
        assert ask("PUT", "/settings/logo", {"image": image})[0] == 204
    assert ask("GET", "/settings/logo")[0] == 404
    entries = planning.audits(table)
    assert [entry.what for entry in entries] == ["settings.changed"] * 3
    tags = [(entry.before["logo"] or "", entry.after["logo"] or "") for entry in entries]
    assert {len(tag) for pair in tags for tag in pair} == {0, 16}


def test_the_same_logo_again_writes_nothing(ask):
    ask("PUT", "/settings/logo", {"image": encoded(PNG)})
    before = everything()
    assert ask("PUT", "/settings/logo", {"image": encoded(PNG)})[0] == 204
    assert everything() == before


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(encoded(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), id="an svg may hold scripts"),
        pytest.param(encoded(b"GIF89a"), id="another kind"),
        pytest.param(encoded(PNG + bytes(MAX_LOGO_BYTES)), id="too large"),
        pytest.param(encoded(PNG)[:-1] + "!", id="not Base64"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_small_picture_is_refused(ask, image):
    before = everything()
    status, problem = ask("PUT", "/settings/logo", {"image": image})
    assert (status, [error["loc"] for error in problem["errors"]]) == (422, [["body", "image"]])
    assert everything() == before


def test_the_largest_picture_fits_into_a_request_and_an_item(ask):
    assert ask("PUT", "/settings/logo", {"image": encoded(PNG + bytes(MAX_LOGO_BYTES - len(PNG)))})[0] == 204


def test_only_the_rainmaker_sets_it(ask):
    assert [ask("PUT", "/settings/logo", {"image": None}, me=me)[0] for me in (BOSS, ANN)] == [403, 403]
