"""Are only usable push subscriptions accepted?"""

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
def test_keys_that_cannot_encrypt_are_refused(keys):
    with pytest.raises(ValidationError):
        PushKeys.model_validate(keys)


def test_keys_are_accepted_with_and_without_padding():
    for point, auth in ((public_key(7), AUTH), (public_key(7) + "=", AUTH + "==")):
        assert PushKeys(p256dh=point, auth=auth)
