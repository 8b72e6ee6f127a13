"""Count what happened: the dashboard, the statistics report, and the monthly rollup they read.

Everything here reads counters and records and returns figures; nothing here changes a lead.
What is counted, and when, belongs to `lead_records/counters.py`.
"""
