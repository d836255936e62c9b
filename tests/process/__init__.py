"""The installed command as a real process, with real files and signals."""
