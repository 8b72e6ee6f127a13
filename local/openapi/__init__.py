"""`docs/openapi.json`, written from the operations that the functions declare."""
