"""A filled database of the first tables goes through every later migration and is read well."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone

from matchmaking import selectors
from matchmaking.disclosure import stage
from matchmaking.enums import Side, Stage
from matchmaking.models import AgreedWords, Introduction, Need, Outcome, Seed
from matchmaking.outcomes import questions
from matchmaking.posting import fingerprints
from portal.accounts.models import Membership, Organization, User

from . import factories

FIRST = [("matchmaking", "0001_squashed_0003_week_plans_and_meeting_days")]


def _forget():
    """As if the room had never been there; going back step by step takes long."""
    tables = [name for name in connection.introspection.table_names() if "matchmaking_" in name]
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}")
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="matchmaking").delete()


def _migrate(targets=None):
    executor = MigrationExecutor(connection)
    targets = targets or executor.loader.graph.leaf_nodes("matchmaking")
    return executor.migrate(targets).apps


def _fill(apps, company, provider, people):
    """One need and one seed, and an introduction in each state there was, the old way."""
    now = timezone.now() - timedelta(days=100)
    terms = {"sector_id": company.sector_id, "prefecture_id": company.prefecture_id}
    day = timezone.localdate() + timedelta(days=30)
    shown = {"state": "published", "published_at": now, "expires_on": day}
    old = {name: apps.get_model("matchmaking", name) for name in ("Need", "Seed", "Proposal")}
    seed = old["Seed"].objects.create(
        organization_id=provider.pk, title="控えの立て直し", body="控えを残します。", **shown
    )
    seed.themes.add("ransomware_backup")
    agreed = {
        f"{side}_agreed_{part}": value
        for side, user in people.items()
        for part, value in (("at", now), ("by_id", user.pk))
    }
    both = {"reviewed_at": now, "disclosed_at": now, **agreed}
    told = {
        "proposed": {},
        "reviewed": {"reviewed_at": now},
        "partly_agreed": {"reviewed_at": now, "provider_agreed_at": now},
        "disclosed": both,
        "closed": both,
        "declined": {"ended_at": now, "ended_by": "provider"},
        "withdrawn": both | {"ended_at": now, "ended_by": "company"},
    }
    for state, fields in told.items():
        need = old["Need"].objects.create(
            organization_id=company.pk, title=f"困りごと {state}", body="控え。", **terms, **shown
        )
        proposal = old["Proposal"].objects.create(
            need=need,
            seed=seed,
            company_id=company.pk,
            provider_id=provider.pk,
            score=0.5,
            reasons=[{"kind": "theme", "value": 0.4}],
        )
        introduction = apps.get_model("matchmaking", "Introduction").objects.create(
            proposal=proposal, state=state, **fields
        )
        if state == "closed":
            introduction.outcomes.create(kind="solved", side="company", note="直りました")
    old["Need"].objects.create(organization_id=company.pk, **terms)


@pytest.mark.django_db(transaction=True)
def test_rows_of_the_first_tables_are_kept_and_read_well(client, settings):
    settings.MFA_REQUIRED_PREFIXES = ()
    company, provider = factories.organization("相談所"), factories.organization(provider=True)
    people = {"company": factories.member(company), "provider": factories.member(provider)}
    _forget()
    _fill(_migrate(FIRST), company, provider, people)
    _migrate()
    assert Need.objects.count() == 8
    assert Outcome.objects.get().note == "直りました"
    reached = {
        one.state: stage.shown(one) for one in Introduction.objects.with_sides().order_by("pk")
    }
    assert len(reached) == 7
    contact = {"disclosed": Stage.CONTACT, "closed": Stage.CONTACT}
    assert reached == dict.fromkeys(reached, Stage.NOTHING) | contact
    assert AgreedWords.objects.count() == 5, "of all that a coordinator had reviewed"
    assert Membership.objects.count() == Organization.objects.count() == User.objects.count() == 2
    _every_page_opens(client, people)


def _every_page_opens(client, people):
    people["coordinator"] = factories.staff("coordinator")
    introductions = list(Introduction.objects.with_sides())
    needs, seed = list(Need.objects.all()), Seed.objects.get()
    assert selectors.candidates(needs[-1]) == []
    assert fingerprints.catch_up() == 1
    assert [one.seed for one in fingerprints.alike(seed.title, seed.body)] == [seed]
    assert len(selectors.introductions_of(people["provider"], Side.PROVIDER)) == 5
    own = [*needs[:2], seed, *(one for one in introductions if one.reviewed_at)]
    desk = [
        *(reverse("matchmaking_desk:need", args=[one.pk]) for one in needs[:2]),
        *(reverse("matchmaking_desk:introduction", args=[one.pk]) for one in introductions),
        *(reverse(f"matchmaking_desk:{name}") for name in ("worklist", "dashboard", "gaps")),
        reverse("matchmaking_desk:seed", args=[seed.pk]),
    ]
    pages = {
        "company": [one.get_absolute_url() for one in own],
        "provider": [one.get_absolute_url() for one in own[2:]],
        "coordinator": desk,
    }
    for role, addresses in pages.items():
        client.force_login(people[role])
        for address in addresses:
            assert client.get(address).status_code == 200, (role, address)
    assert questions.due() == 3, "all who were brought together and have not told"
