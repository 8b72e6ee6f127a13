"""Does the command take a lost second factor from exactly the member it names?"""

import pytest
from botocore.exceptions import ClientError

from infra.commands import reset_mfa


class Aws:
    """Stand in for AWS: answers with the stack's outputs, and keeps what was asked of the pool."""

    def __init__(self, fails=False):
        self.asked, self._fails = [], fails

    def __call__(self, service):
        return self

    def describe_stacks(self, StackName):
        assert StackName == "relevo-demo"
        return {"Stacks": [{"Outputs": [{"OutputKey": "UserPoolId", "OutputValue": "pool"}]}]}

    def admin_set_user_mfa_preference(self, **given):
        if self._fails:
            raise ClientError({"Error": {"Code": "UserNotFoundException", "Message": "no user"}}, "set")
        self.asked.append(given)

    def admin_user_global_sign_out(self, **given):
        self.asked.append(given)


def test_the_member_is_asked_for_no_code_and_is_signed_out():
    aws, who = Aws(), {"UserPoolId": "pool", "Username": "rocio@example.com"}
    assert reset_mfa.main(["demo", " Rocio@example.com"], aws) == 0
    off = {"Enabled": False, "PreferredMfa": False}
    assert aws.asked == [{**who, "SoftwareTokenMfaSettings": off}, who]


@pytest.mark.parametrize(
    ("arguments", "fails", "code"),
    [
        pytest.param(["demo"], False, 2, id="no address"),
        pytest.param(["demo", ""], False, 2, id="an empty address"),
        pytest.param(["nobody", "a@example.com"], False, 2, id="no such tenant"),
        pytest.param(["demo", "a@example.com"], True, 1, id="no such user"),
    ],
)
def test_a_mistake_is_told_in_one_line(capsys, arguments, fails, code):
    assert reset_mfa.main(arguments, Aws(fails=fails)) == code
    assert capsys.readouterr().err.count("\n") == 1
