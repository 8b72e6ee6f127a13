"""Make plain text of bytes and markup."""
