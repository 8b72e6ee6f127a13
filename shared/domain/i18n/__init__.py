"""Say things to people in Spanish and English: one catalogue of facts, two tables of sentences.

No other room writes a sentence that a person reads.
Which facts somebody may know is decided by `access` and `notifications`.
"""
