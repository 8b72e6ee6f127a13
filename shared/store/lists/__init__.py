"""Lists of stored records, page by page, with positions to go on from.

What a list leaves out because of who asks is decided by `shared/domain/access.py`, on records as freshly read.
"""
