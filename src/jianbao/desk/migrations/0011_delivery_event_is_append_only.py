"""What happened to a delivery can be added to only: the database refuses to change or delete it."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER delivery_event_no_{act} BEFORE {act} ON desk_deliveryevent
        BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END"""
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE TRIGGER delivery_event_no_change BEFORE UPDATE OR DELETE ON desk_deliveryevent
       FOR EACH ROW EXECUTE FUNCTION event_is_append_only()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER delivery_event_no_UPDATE", "DROP TRIGGER delivery_event_no_DELETE"],
    "postgresql": ["DROP TRIGGER delivery_event_no_change ON desk_deliveryevent"],
}


def add(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("desk", "0010_delivery")]
    operations = [migrations.RunPython(add, remove)]
