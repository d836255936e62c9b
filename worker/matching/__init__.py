"""When two articles are one story: words, fingerprints, candidates, features, rules, stories."""
