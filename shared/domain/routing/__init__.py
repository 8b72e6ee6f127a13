"""Decide where a lead goes: match a route, choose an agent, offer, hold, expire, explain.

Rules take the plan, the workloads, `now` and chance, and return a `Decision` with its trace.
What people do with a lead afterwards belongs in `leads`.
"""
