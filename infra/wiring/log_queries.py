"""List the queries that the runbook begins with; CloudWatch's Logs Insights keeps them by name."""

QUERIES = {
    "failed calls": "fields @timestamp, @log, @message"
    " | filter @message like /\\[ERROR\\]|Task timed out|Runtime exited/ | sort @timestamp desc",
    "failed requests": 'filter message = "request_failed"'
    " | stats count() as requests, latest(@timestamp) as last by service, operation, error, where | sort requests desc",
    "errors": 'filter level = "ERROR" | stats count() as times, latest(@timestamp) as last by service, message, error'
    " | sort times desc",
    "one lead": "filter lead_id = 'lead_…' | sort @timestamp | fields @timestamp, service, message, error",
    "slow answers": 'filter message = "request_answered" | stats count() as requests, pct(ms, 50) as median,'
    " pct(ms, 95) as p95, max(ms) as longest by operation | sort p95 desc",
    "probes": 'filter message in ["probe_finished", "probe_failed"] | sort @timestamp desc'
    " | fields @timestamp, message, step, error, ms.receive, ms.offer, ms.claim",
}
"""Map each query's name to its text; they read the log groups of all functions."""
