"""Are only push services pushed to, with keys that something can be sealed for?"""

import pytest
from pydantic import ValidationError

from shared.domain.notifications.subscription import PushKeys
from shared.domain.notifications.vapid import public_key

AUTH = "AAAAAAAAAAAAAAAAAAAAAA"


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
