"""Look after what others wrote and we use: its vulnerabilities, its licences, the list of it, and secrets that leak."""
