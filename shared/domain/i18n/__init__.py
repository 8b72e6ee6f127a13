"""Translate facts into Spanish and English sentences.

All sentences that people read are here, except the details of refusals.
Which facts a member may know is decided in `access` and `notifications`.
"""
