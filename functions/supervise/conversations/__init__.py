"""What is said with a lead's person, and inside the team about them; what is to be done."""
