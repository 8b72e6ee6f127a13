"""Do commands say what to do where AWS does not do what they ask?"""

import pytest
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, NoCredentialsError, NoRegionError

from infra.terminal import ended


def failing(error):
    def act():
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NoRegionError(), "set AWS_REGION"),
        (NoCredentialsError(), "sign in"),
        (EndpointConnectionError(endpoint_url="https://aws.example"), "AWS cannot be asked: Could not connect"),
        (ClientError({"Error": {"Code": "AccessDenied"}}, "DescribeStacks"), "AWS refused: "),
        (BotoCoreError(), "AWS cannot be asked: "),
    ],
)
def test_why_aws_was_not_asked_or_refused_is_one_line(error, told, capsys):
    assert ended(failing(error)) == 1
    line = capsys.readouterr().err
    assert told in line
    assert line.count("\n") == 1
