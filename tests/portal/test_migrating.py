"""Tables created together are those that would be created one by one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from portal.migrating import CreateModels

pytestmark = pytest.mark.django_db(transaction=True)


def _model(name: str, **fields: models.Field) -> migrations.CreateModel:
    key = ("id", models.BigAutoField(primary_key=True))
    return migrations.CreateModel(name=name, fields=[key, *fields.items()])


def _tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("trial_")}


def test_tables_come_and_go_together():
    shelf = _model("Shelf", label=models.CharField(max_length=20))
    book = _model("Book", shelf=models.ForeignKey("trial.Shelf", on_delete=models.CASCADE))
    step = CreateModels([shelf, book])
    before, after = ProjectState(), ProjectState()
    assert not after.apps.get_models(), "built, so that the step has something to renew"
    step.state_forwards("trial", after)
    with connection.schema_editor() as editor:
        step.database_forwards("trial", editor, before, after)
    assert _tables() == {"trial_shelf", "trial_book"}
    kept = after.apps.get_model("trial", "Shelf").objects.create(label="窓側")
    assert after.apps.get_model("trial", "Book").objects.create(shelf=kept).shelf.label == "窓側"
    with connection.schema_editor() as editor:
        step.database_backwards("trial", editor, after, before)
    assert _tables() == set()


def test_it_says_which_tables():
    step = CreateModels([_model("Shelf"), _model("Book")])
    assert step.describe() == "Create models Shelf, Book"
