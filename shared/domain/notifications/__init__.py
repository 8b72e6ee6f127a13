"""Decide who is notified of what, and what mails, pushes and outbound webhooks contain.

Sending them belongs in `functions/deliver`, and the sentences in `i18n`.
"""
