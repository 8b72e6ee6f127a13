"""Set up the demo team, and make up people who look for homes."""
