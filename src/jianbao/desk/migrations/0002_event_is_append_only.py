"""The log can be added to only: the database itself refuses to change or delete a row."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER event_no_{act} BEFORE {act} ON desk_event
        BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"""
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the log is never changed'; END $$""",
    """CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON desk_event
       FOR EACH ROW EXECUTE FUNCTION event_is_append_only()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER event_no_UPDATE", "DROP TRIGGER event_no_DELETE"],
    "postgresql": [
        "DROP TRIGGER event_no_change ON desk_event",
        "DROP FUNCTION event_is_append_only",
    ],
}


def add(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
