"""Read the tenant's secrets, derive keys from them, and store what providers issued. Never log any of it."""

from shared.secrets.mail_names import mail_names
from shared.secrets.master import MasterSecret
from shared.secrets.sources import IssuedSecret, SourceSecrets

__all__ = ["IssuedSecret", "MasterSecret", "SourceSecrets", "mail_names"]
