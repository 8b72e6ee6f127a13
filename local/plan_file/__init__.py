"""Export a team's plan to a file, and import it again. Names replace ids, so a file works for other teams too."""
