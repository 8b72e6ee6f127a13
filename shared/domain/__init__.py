"""What Relevo means: records, rules and refusals. Pure: time, ids and chance are arguments."""
