"""A queue's client, for tests of what functions ask for."""

import json


class Messages:
    """Keeps what it was asked to send.

    Attributes:
        sent: the messages so far, each with its delay.
    """

    def __init__(self):
        self.sent = []

    def send_message(self, QueueUrl, MessageBody, DelaySeconds):
        self.sent.append({**json.loads(MessageBody), "delay": DelaySeconds})
