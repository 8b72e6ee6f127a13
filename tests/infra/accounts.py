"""Stand in for an AWS account: boto3's own clients, answered from a table, each answer checked against AWS's model."""

from unittest.mock import Mock

import boto3
from botocore.validate import validate_parameters

REGION = "eu-west-1"
SESSION = boto3.Session(aws_access_key_id="none", aws_secret_access_key="none", region_name=REGION)


class Account:
    """Answer `clients(service, region)` like AWS would; calls go nowhere.

    Args:
        answers: operation, such as `sts.GetCallerIdentity`, → its answer, a function of the request's parameters that
            returns one, or an error's code.
    """

    def __init__(self, answers):
        self.answers, self.asked, self._clients = answers, [], {}

    def __call__(self, service, region):
        key = service, region or REGION
        if key not in self._clients:
            client = self._clients[key] = SESSION.client(service, region_name=key[1])
            client.meta.events.register("provide-client-params", self._note)
            client.meta.events.register("before-call", self._answer)
        return self._clients[key]

    def _note(self, params, **_):
        self._params = params

    def _answer(self, model, **_):
        operation = f"{model.service_model.service_name}.{model.name}"
        self.asked.append(operation)
        answer = self.answers[operation]
        if callable(answer):
            answer = answer(self._params)
        if isinstance(answer, str):
            return Mock(status_code=400), {"Error": {"Code": answer, "Message": "recorded"}}
        if model.output_shape:
            validate_parameters(answer, model.output_shape)
        return Mock(status_code=200), answer | {"ResponseMetadata": {"HTTPStatusCode": 200}}
