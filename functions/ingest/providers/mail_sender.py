"""Name the header in which `mailbox` alone says whom a mail is proven to be from."""

SENDER = "relevo-proven-sender"
