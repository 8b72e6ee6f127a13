"""Which address does a browser upload to?"""

import pytest
from botocore.session import get_session

from shared import aws
from shared.uploads import Uploads


@pytest.mark.parametrize(
    ("region", "endpoint", "begins"),
    [
        pytest.param("eu-west-1", None, "https://files.s3.eu-west-1.amazonaws.com/imports/a?", id="the region's own"),
        pytest.param("us-east-1", None, "https://files.s3.amazonaws.com/imports/a?", id="the first region's"),
        pytest.param("us-east-1", "http://127.0.0.1:1", "http://127.0.0.1:1/files/imports/a?", id="this machine's"),
    ],
)
def test_the_upload_address_is_allowed_by_the_consoles_security_policy(monkeypatch, region, endpoint, begins):
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    monkeypatch.setenv("AWS_REGION", region)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    if endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    uploads = Uploads(lambda: aws.s3(get_session()), "files")
    assert uploads.upload_url("imports/a").startswith(begins)
