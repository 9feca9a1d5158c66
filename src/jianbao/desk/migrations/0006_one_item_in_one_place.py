"""The database lets no two items of an issue stand in one place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_number_what_stands")]
    operations = [
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("issue", "position"),
                name="item_position_once",
            ),
        ),
    ]
