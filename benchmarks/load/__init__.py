"""Put a running stack, or a deployment, under the load of a whole team, and look what became of every lead."""
