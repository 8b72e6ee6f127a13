"""Stand in for the connections at API Gateway, for tests of who is told that something moved."""

from botocore.exceptions import ClientError

from shared.live import LiveSockets


class Connections:
    """Keep what API Gateway was asked to do.

    Attributes:
        told: the connections over which something was sent.
        texts: what.
        closed: the connections that were closed.
        gone: those that API Gateway does not know any more.
        broken: what it answers instead, if it fails.
    """

    def __init__(self):
        self.told, self.texts, self.closed, self.gone, self.broken = [], set(), [], set(), None

    def post_to_connection(self, ConnectionId, Data):
        self._answer(ConnectionId)
        self.texts.add(Data.decode())
        self.told.append(ConnectionId)

    def delete_connection(self, ConnectionId):
        self._answer(ConnectionId)
        self.closed.append(ConnectionId)

    def _answer(self, connection_id):
        if self.broken:
            raise self.broken
        if connection_id in self.gone:
            raise ClientError({"Error": {"Code": "GoneException"}}, "PostToConnection")

    @property
    def sockets(self):
        """Return the door of a function that has these connections."""
        return LiveSockets(lambda: self)
