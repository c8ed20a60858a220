"""Load the closed lists; labels that staff changed are kept."""

from typing import Any

from django.db import migrations

from portal.taxonomy.terms import AUDIENCES, PREFECTURES, SECTORS, THEMES


def load(apps: Any, schema_editor: Any) -> None:
    """Add each term that is missing."""
    for model, terms in {
        "Sector": SECTORS,
        "Theme": THEMES,
        "Audience": AUDIENCES,
        "Prefecture": PREFECTURES,
    }.items():
        table = apps.get_model("taxonomy", model)
        for position, (code, label_ja, label_en) in enumerate(terms, start=1):
            table.objects.get_or_create(
                code=code,
                defaults={"label_ja": label_ja, "label_en": label_en, "position": position},
            )


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("taxonomy", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
