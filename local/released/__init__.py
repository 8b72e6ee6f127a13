"""Keep a release as it is deployed, and deploy it again: what an upgrade starts from, and a roll-back returns to."""
