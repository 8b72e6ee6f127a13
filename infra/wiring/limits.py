"""Name what the stack's constructs and its tests both need, without the CDK."""

LIVE_STAGE = "live"

LIVE_THROTTLES = {"$connect": (20, 100), "$disconnect": (100, 500), "$default": (50, 200)}
"""Limit each route of the WebSocket API by itself: a second, and in a burst. A team's consoles send far less, even
when all come back."""

KEPT = "kept/"
KEPT_DAYS = (7, 14, 30, 60, 90, 180, 365)  # what is below such a number is deleted after so many days

MAILS = "mail/"
MAIL_DAYS = 30  # after which a mail is deleted that could not be handled
