"""Write `docs/openapi.json` from the operations that the functions declare."""
