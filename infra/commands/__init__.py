"""Commands that an admin runs against a deployed tenant.

They deploy it, rotate its secrets, recover a member, and erase again after a restore.
"""
