"""Cuộc họp được dẫn: how tests lead the screen of a period, whichever database it is in."""

from datetime import UTC, datetime

from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.services.ground.work import Work
from thidua.services.meeting import leading, links, screen
from thidua.services.period import rosters


class Led:
    """Cuộc họp của một kỳ, led by the program itself."""

    def __init__(self, block, year, url=None, now=None):
        self.block, self.year, self.url = block, year, url
        self.now = now or datetime.now(UTC)

    def do(self, service, **named):
        with writing(self.url) as session:
            period = rosters.period(Work(session, PROGRAM), block=self.block, year=self.year)
            return service(Work(session, PROGRAM, period, self.now), **named)

    def link(self, hours=4):
        return self.do(links.make, name="Màn", hours=hours)

    def links(self):
        with reading(self.url) as session:
            period = rosters.period(Work(session, PROGRAM), block=self.block, year=self.year)
            return links.listed(Work(session, PROGRAM, period, self.now))

    def desk(self):
        with reading(self.url) as session:
            period = rosters.period(Work(session, PROGRAM), block=self.block, year=self.year)
            return leading.desk(Work(session, PROGRAM, period, self.now))

    def go(self, code):
        self.do(leading.go, code=code)

    def step(self):
        self.do(leading.move, forward=True, seen=self.desk().position.version)

    def reveal_all(self):
        self.go("cong-bo")
        for _ in range(self.desk().steps - self.desk().revealed):
            self.step()

    def slide(self, secret):
        with reading(self.url) as session:
            return screen.shown(session, secret=secret, now=self.now).slide
