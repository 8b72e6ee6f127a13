"""Details that a delivery only points to, fetched from its provider."""
