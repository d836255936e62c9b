"""Invented pages that the tests read."""

LEAD = (
    "The council of Northport voted on Tuesday to rebuild the harbour wall that the spring storms broke, "
    "ending a dispute of two years between fishermen and the port authority."
)
SECOND = (
    "Work is to begin in May and last until the autumn, the mayor said, and boats will use the eastern quay while "
    "the cranes stand in the western basin."
)
THIRD = (
    "Fishermen had feared that the harbour would stay closed through the herring season, which brings most of their "
    "income, and threatened to block the strait."
)
LAST = (
    "The port authority declined to say what the wall would cost, but two officials put the sum at some 40 million "
    "crowns over three years."
)
BODY = "\n\n".join((LEAD, SECOND, "“We can live with that.”", THIRD, LAST))
TITLE = "Northport votes to rebuild its harbour wall"
