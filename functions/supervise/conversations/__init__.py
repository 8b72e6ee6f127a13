"""Messages with a lead's person, comments inside the team, and tasks."""
