"""Record a queue's messages, for tests of what functions send."""

import json


class Messages:
    """Keep the messages that were sent.

    Attributes:
        sent: the messages so far, each with its delay.
    """

    def __init__(self):
        self.sent = []

    def send_message(self, QueueUrl, MessageBody, DelaySeconds):
        self.sent.append({**json.loads(MessageBody), "delay": DelaySeconds})
