import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_thin(client: Client) -> None:
    c = factories.certificate(is_listed=True)
    r = client.post("/verify/", {"code": c.code})
    assert r.status_code == 303
    r = client.get(r["Location"])
    assert r.status_code == 200
    print(r.content.decode())
    print(r.headers)
    r = client.get("/verify/register/?q=kit")
    print(r.content.decode())
    assert client.get("/verify/abc/").status_code == 404
