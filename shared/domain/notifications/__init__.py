"""Decide who is told what, by which channel, and in which words.

Events become notifications, mails, pushes and outbound webhooks; sending them belongs in `functions/deliver`.
The sentences themselves belong in `i18n`.
"""
