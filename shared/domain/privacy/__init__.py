"""Decide how personal data is erased, and declare where it is stored.

Every kind of stored data is declared in `declarations`.
"""
