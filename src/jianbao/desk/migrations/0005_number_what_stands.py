"""Issues take their numbers, items positions without a gap and their first revision."""

from django.db import migrations


def number(apps, schema_editor):
    Issue, Item = apps.get_model("desk", "Issue"), apps.get_model("desk", "Item")
    IssueNumber = apps.get_model("desk", "IssueNumber")
    Revision = apps.get_model("desk", "Revision")
    for issue in Issue.objects.order_by("pk").iterator():
        special = issue.kind == "special"
        taken = [
            ("special" if special else "yearly", issue.year, issue.number, issue.number_to),
            ("running", 0, issue.running_number, issue.running_number_to),
        ]
        for sequence, year, first, last in taken:
            if first is None or issue.kind == "volume":
                continue
            for one in range(first, max(first, last or first) + 1):
                # Two issues may have been filed under overlapping ranges: the first keeps it.
                IssueNumber.objects.get_or_create(
                    bulletin=issue.bulletin,
                    sequence=sequence,
                    year=year,
                    number=one,
                    defaults={"issue": issue},
                )
        standing = Item.objects.filter(issue=issue, withdrawn_at=None)
        for place, item in enumerate(standing.order_by("position", "pk")):
            item.position = place
            item.editor_id = item.made_by_id
            item.save(update_fields=["position", "editor"])
            if issue.state != "published":
                Revision.objects.create(
                    item=item,
                    number=item.revision,
                    content=item.content,
                    section_title=item.section_title,
                    by_id=item.made_by_id,
                    at=item.made_at,
                    why="made",
                )


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_issue_from_desk_to_print")]
    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
