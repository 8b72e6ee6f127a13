"""Decide where a lead goes: match a route, choose an agent, offer, hold, expire, explain.

Rules take the plan, the workloads, `now` and a random number, and return what is decided with its trace.
What people do with a lead afterwards is decided in `leads`.
"""
