"""Run Relevo on one machine: the embedded AWS, the demo team, and one address for console and API."""
