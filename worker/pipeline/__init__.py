"""How a batch goes through: read, prepare here or in a pool, match, rows, commit."""
