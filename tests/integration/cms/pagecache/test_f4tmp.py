import time, cProfile, pstats
from .site import Site, addresses, kept
from cms.demo.management.commands.load_demo import load
def test_x(transactional_db):
    t=time.time(); load(); print("load", time.time()-t)
    s=Site(); t=time.time(); held=s.fill(); print("fill", len(held), time.time()-t)
    t=time.time(); s.fresh(held); print("fresh", time.time()-t)
    t=time.time(); k=s.fill(); print("fill again", time.time()-t, len(addresses()), len(set(addresses())-k), sorted(set(addresses())-k)[:20])
    times={}
    for a in sorted(held):
        t=time.time(); s.read(a, fresh=True); times[a]=time.time()-t
    print(sorted(((round(v,3),k) for k,v in times.items()), reverse=True)[:14], sum(times.values()))
    p=cProfile.Profile(); p.enable(); s.fresh(held); p.disable()
    pstats.Stats(p).sort_stats("tottime").print_stats(14)
