"""What the roles of the bureau may do with pages, files and words; the workflow."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.accounts.enums import Role
from portal.content.models import HomePage

WORKFLOW = "公開責任者の確認"
WRITE = ("add", "change")
RELEASE = (*WRITE, "publish", "lock", "unlock", "bulk_delete")
PAGES = {Role.EDITOR: WRITE, Role.PUBLISHER: RELEASE, Role.ADMINISTRATOR: RELEASE}
FILES = {
    Role.EDITOR: ("add", "choose"),
    Role.EVENT_MANAGER: ("add", "choose"),
    Role.PUBLISHER: ("add", "change", "choose", "delete"),
    Role.ADMINISTRATOR: ("add", "change", "choose", "delete"),
}
TERMS = ("sector", "theme", "audience", "prefecture")
# Where event managers work; the pages themselves belong to another room.
EVENT_SECTION = "events"
# What Wagtail's own migrations leave; the roles above take their place.
WAGTAIL_GROUPS = ("Editors", "Moderators")
WAGTAIL_WORKFLOW = "Moderators approval"


@transaction.atomic
def setup() -> None:
    """Give each role its rights and the tree its workflow; adds, never takes away."""
    groups = {role: Group.objects.get_or_create(name=role.value)[0] for role in Role}
    root = Page.get_first_root_node()
    for role, actions in PAGES.items():
        grant_pages(group=groups[role], page=root, actions=actions)
    for page in _event_sections():
        grant_pages(group=groups[Role.EVENT_MANAGER], page=page, actions=RELEASE)
    _grant_files(groups)
    for role in (Role.PUBLISHER, Role.ADMINISTRATOR):
        groups[role].permissions.add(*_term_permissions())
    groups[Role.ADMINISTRATOR].permissions.add(*_site_permissions())
    _workflow(root, groups[Role.PUBLISHER])
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user=None).delete()


def grant_pages(*, group: Group, page: Page, actions: Iterable[str]) -> None:
    """Let ``group`` do ``actions`` (add, change, publish…) on ``page`` and below."""
    for action in actions:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{action}_page"
        )
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _event_sections() -> list[Page]:
    homes = HomePage.objects.order_by("path")
    return list(
        Page.objects.filter(
            url_path__in=[f"{home.url_path}{EVENT_SECTION}/" for home in homes]
        ).order_by("path")
    )


def _grant_files(groups: dict[Role, Group]) -> None:
    root = Collection.get_first_root_node()
    permissions = {
        permission.codename: permission
        for permission in Permission.objects.filter(
            content_type__app_label__in=("wagtailimages", "wagtaildocs")
        ).order_by("pk")
    }
    for role, actions in FILES.items():
        for action in actions:
            for kind in ("image", "document"):
                GroupCollectionPermission.objects.get_or_create(
                    group=groups[role],
                    collection=root,
                    permission=permissions[f"{action}_{kind}"],
                )


def _term_permissions() -> list[Permission]:
    return list(
        Permission.objects.filter(
            content_type__app_label="taxonomy",
            codename__in=[f"{action}_{term}" for action in ("view", "change") for term in TERMS],
        ).order_by("pk")
    )


def _site_permissions() -> list[Permission]:
    """Redirects and workflows."""
    return list(
        Permission.objects.filter(
            content_type__app_label__in=("wagtailredirects", "wagtailcore"),
            content_type__model__in=("redirect", "workflow", "task", "groupapprovaltask"),
        ).order_by("pk")
    )


def _workflow(root: Page, publishers: Group) -> None:
    """Editors submit, a publisher approves; it holds for the whole tree."""
    workflow, new = Workflow.objects.get_or_create(name=WORKFLOW)
    if new:
        task = GroupApprovalTask.objects.create(name=WORKFLOW)
        task.groups.add(publishers)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    assigned = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if assigned is None or assigned.workflow.name == WAGTAIL_WORKFLOW:
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
        Workflow.objects.filter(name=WAGTAIL_WORKFLOW).update(active=False)
