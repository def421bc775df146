"""Nothing that others wrote becomes anything but words in a page: every payload, every field, every room."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

from tests.e2e.browser.conftest import Opener
from tests.e2e.browser.tour import Tour, asking
from tests.e2e.browser.trap import SCRIPT
from tests.e2e.conftest import Kithly
from tests.e2e.hostile_files import chunks, write_hostile

from kithly.interfaces.web.rooms import ROOMS


def test_tour(opened: Opener, tmp_path: Path) -> None:
    kithly = Kithly(data=tmp_path / "network")
    kithly.ok("import", *write_hostile(tmp_path / "files"))
    import time
    pages = opened(kithly.data)
    pages.context.add_init_script(SCRIPT)
    pages.go("/today")
    tour = Tour(page=pages.page, per_room=150)
    t = time.time(); tour.go_round(); print("round", time.time() - t, {k: len(v) for k, v in tour.looks.items()})
    print({k: len(v) for k, v in tour.forms.items()})
    t = time.time(); tour.send(cycle(chunks("typed", 180)), 4); print("send", time.time() - t)
    t = time.time(); tour.go_round(); print("round", time.time() - t)
    print(tour.statuses, tour.missing(), tour.unsent())
    from collections import Counter
    import re
    print(sorted(Counter(re.match(r"zz([a-z]+)", m)[1] for m in tour.marks).items()))
    print(len(tour.flaws)); 
    c = Counter(re.sub(r"in <.*", "", f.split(": ", 1)[1]) for f in tour.flaws)
    for k, v in c.most_common(40): print(v, k, "|", next(f for f in tour.flaws if k in f)[:400])
    print(pages.watch.flaws[:5])
