"""Compute figures from counters and records: the dashboard, the statistics report, and the monthly rollup.

Nothing here changes a lead. What is counted, and when, is decided in `lead_records/counters.py` and by its callers.
"""
