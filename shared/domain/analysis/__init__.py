"""Analyse a plan without changing it: coverage over a week, overlapping routes, likely mistakes.

Analyses read plan records alone, never leads.
A rule that stops a change belongs in `planning`.
"""
