"""Saying things to people, in Spanish and English: what is said is one, the words are two tables."""
