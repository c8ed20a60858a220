import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from portal.accounts.enums import MembershipRole
from portal.accounts.models import Membership, Organization, User
from portal.accounts.services import organization as organization_service
from portal.taxonomy.models import Prefecture, Sector


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def make_user(db):
    def make(email="hanako@example.jp", password="correct horse battery", **fields):
        user = User.objects.create_user(email, password, **fields)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
        return user

    return make


@pytest.fixture
def organization_fields(db):
    return {
        "name": "ひびき精工株式会社",
        "corporate_number": "4000012090001",
        "sector": Sector.objects.get(code="manufacturing"),
        "size": "21-50",
        "postal_code": "8050071",
        "prefecture": Prefecture.objects.get(code="fukuoka"),
        "city": "北九州市八幡東区東田",
    }


@pytest.fixture
def owner(make_user):
    return make_user(family_name="八幡", given_name="花子")


@pytest.fixture
def organization(owner, organization_fields) -> Organization:
    return organization_service.create(owner=owner, fields=organization_fields)


@pytest.fixture
def colleague(make_user, organization):
    user = make_user("taro@example.jp", family_name="八幡", given_name="太郎")
    Membership.objects.create(user=user, organization=organization, role=MembershipRole.MEMBER)
    return user
