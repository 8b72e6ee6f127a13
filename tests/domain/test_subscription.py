"""Are only push services pushed to, with keys that something can be sealed for?"""

import pytest
from pydantic import ValidationError

from shared.domain.errors import Invalid
from shared.domain.subscription import PushKeys, must_be_outside
from shared.domain.vapid import public_key

AUTH = "AAAAAAAAAAAAAAAAAAAAAA"


@pytest.mark.parametrize("endpoint", [
    "https://fcm.googleapis.com/fcm/send/abc:def", "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
    "https://web.push.apple.com/QGx?x=1", "https://db5p.notify.windows.com/w/?token=x", "https://push.example.com:8443/a",
])  # fmt: skip
def test_push_services_are_outside(endpoint):
    must_be_outside(endpoint, loopback=False)


@pytest.mark.parametrize("endpoint", [
    "http://push.example.com/a", "ftp://push.example.com/a", "https://", "https://localhost/a", "https://127.0.0.1/a",
    "https://[::1]/a", "https://10.0.0.8/a", "https://169.254.169.254/latest", "https://8.8.8.8/a", "https://2130706433/a",
    "https://0x7f.1/a", "https://1.0x7f/a", "https://router.lan/a", "https://db.internal/a", "https://printer.local/a",
    "https://name@push.example.com/a", "https://push.example.com/a#b", "https://push.example.com:0/a",
    "https://push.example.com:99999/a", "https://push_er.example.com/a", "push.example.com", "https://intranet/a",
    "https://[::ffff:10.0.0.1]/a", "//push.example.com/a", "javascript:alert(1)", "https://push.example.com.:443/",
    "https://" + "x" * 64 + ".com/a", "https://" + "x." * 20 + "com/a",
])  # fmt: skip
@pytest.mark.parametrize("loopback", [False, True])
def test_whatever_only_we_could_reach_is_refused(endpoint, loopback):
    if loopback and ("localhost" in endpoint or "127.0.0.1" in endpoint):
        must_be_outside(endpoint, loopback=True)
        return
    with pytest.raises(Invalid) as refusal:
        must_be_outside(endpoint, loopback=loopback)
    assert refusal.value.loc == ("body", "endpoint")


def test_on_a_persons_own_machine_it_may_be_that_machine():
    must_be_outside("http://127.0.0.1:8099/push", loopback=True)
    must_be_outside("http://localhost:8099/push", loopback=True)
    with pytest.raises(Invalid):
        must_be_outside("http://192.168.1.2/push", loopback=True)


@pytest.mark.parametrize("keys", [
    pytest.param({"p256dh": public_key(7)[:-4], "auth": AUTH}, id="a short point"),
    pytest.param({"p256dh": "A" * 87, "auth": AUTH}, id="no point"),
    pytest.param({"p256dh": public_key(7), "auth": "AAAA"}, id="a short secret"),
    pytest.param({"p256dh": public_key(7), "auth": AUTH + "A"}, id="no base64"),
    pytest.param({"p256dh": "", "auth": ""}, id="nothing"),
    pytest.param({"p256dh": public_key(7)}, id="no secret"),
])  # fmt: skip
def test_keys_that_nothing_can_be_sealed_for_are_refused(keys):
    with pytest.raises(ValidationError):
        PushKeys.model_validate(keys)


def test_keys_are_taken_with_padding_and_without():
    for point, auth in ((public_key(7), AUTH), (public_key(7) + "=", AUTH + "==")):
        assert PushKeys(p256dh=point, auth=auth)
