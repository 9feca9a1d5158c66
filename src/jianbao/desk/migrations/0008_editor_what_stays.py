"""An item keeps what its editor left as it is although it was pointed out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0007_review")]
    operations = [
        migrations.AddField(
            model_name="item",
            name="kept_as_is",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
