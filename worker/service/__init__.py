"""How the process lives: loop, schedule, supervisor, heartbeat, conditions, signals."""
