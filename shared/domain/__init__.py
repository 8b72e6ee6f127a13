"""Decide what Relevo means: records, rules and refusals, in rooms that import downwards only.

From the top: `notifications`, `reporting`, `analysis`, `intake`; `leads`, `planning`; `routing`; `access`, `i18n`;
`lead_records`; `plan_records`; `kernel`. Everything here is pure: time, ids and chance are arguments, nothing does I/O.
"""
