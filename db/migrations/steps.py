"""The list that every step joins, and how a step runs its statements."""

from sqlite_utils import Database, Migrations

migrations = Migrations("seedwatch")


def run_each(db: Database, script: str) -> None:
    """Run the statements one by one: `executescript` would commit the transaction that holds the migration."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
