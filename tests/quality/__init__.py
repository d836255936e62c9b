"""How right the verdicts and columns are, against floors that are pinned in `floors.toml`."""
