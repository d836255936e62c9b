"""The schema as numbered steps, forward only: a step that has shipped is never edited.

Tables and views are an interface. People and other tools query them, so a name or a column that stands here stays.
"""

from db.migrations import v0001_tables as v0001_tables
from db.migrations import v0009_members as v0009_members
from db.migrations.steps import migrations as migrations
