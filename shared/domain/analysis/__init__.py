"""Analyse a plan without changing it: coverage over a week, overlapping routes, likely mistakes.

Analyses read plan records only, never leads.
A rule that refuses a change belongs in `planning`.
"""
