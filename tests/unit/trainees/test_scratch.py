import json, time
import pytest
from tests.factories import awarding
from tests.checks.verifiers import verdicts, canonical
from trainees.operations import keys
from trainees.badges.keys import opened
from trainees.badges.credential import badge
from trainees.badges.signing import with_proof, as_jwt
from trainees.queries.badges import check_badge, did_document, revoked_in
from trainees.badges.status import status_list

pytestmark = pytest.mark.django_db

def test_it() -> None:
    c = awarding.certificate()
    k = opened(keys.ensure())
    b = badge(c)
    s = with_proof(b, key=k, created=c.issued_at)
    j = as_jwt(b, key=k)
    r = revoked_in(1)
    l = with_proof(status_list(1, r.indexes, changed_at=r.changed_at), key=k, created=r.changed_at)
    t=time.time()
    print(verdicts({"did:web:testserver": did_document(), l["id"]: l}, [{"credential": s}, {"jwt": j}]))
    print(time.time()-t)
    t=time.time()
    print(verdicts({"did:web:testserver": did_document(), l["id"]: l}, [{"credential": s|{"name":"x"}}, {"jwt": j[:-3]+"AAA"}]))
    print(time.time()-t)
    print(canonical([b])[0])
