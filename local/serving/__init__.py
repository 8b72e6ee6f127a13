"""Serve the one address of a local run: console, API, mails sent, and a stand-in of Meta's Graph API."""
