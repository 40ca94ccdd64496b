"""The ward (bench/peers/ward/scenario.toml) in SimPy (Debian's python3-simpy 2.3), a process a woman.

Prints ns per emergency, the share that died, the mean wait for a team in minutes and the share of units outdated.
"""

import random
import sys
import time
from collections import deque

from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

DAY = 24 * 60.0  # minutes
EMERGENCIES, DONATIONS, SHELF_LIFE = 18 / DAY, 19 / DAY, 5 * DAY
CLOCK, OPERATION = 6 * 60 / 0.6931471805599453, 120.0  # means


class Ward:
    def __init__(self, simulation):
        self.teams = Resource(2, sim=simulation)
        self.shelf = deque()  # when each unit was given, oldest first
        self.line = deque()  # women who wait for blood
        self.given = self.outdated = self.emergencies = self.died = 0
        self.waited = 0.0

    def unit(self, now):
        while self.shelf and self.shelf[0] + SHELF_LIFE <= now:
            self.shelf.popleft()
            self.outdated += 1
        return self.shelf.popleft() if self.shelf else None


class Woman(Process):
    def emergency(self, ward, clock, operation):
        onset = self.sim.now()
        self.dies_at = onset + clock
        self.has_blood = ward.unit(onset) is not None
        if not self.has_blood:
            ward.line.append(self)
        yield (request, self, ward.teams), (hold, self, clock)
        ward.waited += self.sim.now() - onset
        if not self.acquired(ward.teams):
            ward.died += 1
            return
        yield hold, self, operation
        yield release, self, ward.teams
        if not self.has_blood:
            yield hold, self, max(0, self.dies_at - self.sim.now())
        ward.died += not self.has_blood


class Emergencies(Process):
    def arrive(self, ward, count):
        for _ in range(count):
            yield hold, self, random.expovariate(EMERGENCIES)
            ward.emergencies += 1
            woman = Woman(sim=self.sim)
            self.sim.activate(woman, woman.emergency(ward, random.expovariate(1 / CLOCK), random.expovariate(1 / OPERATION)))
        self.sim.stopSimulation()


class Donors(Process):
    def give(self, ward):
        while True:
            yield hold, self, random.expovariate(DONATIONS)
            now = self.sim.now()
            ward.given += 1
            while ward.line and ward.line[0].dies_at <= now:
                ward.line.popleft()
            if ward.line:
                ward.line.popleft().has_blood = True
            else:
                ward.shelf.append(now)


def main(count):
    random.seed(2018)
    simulation = Simulation()
    ward = Ward(simulation)
    begin = time.process_time()
    emergencies, donors = Emergencies(sim=simulation), Donors(sim=simulation)
    simulation.activate(emergencies, emergencies.arrive(ward, count))
    simulation.activate(donors, donors.give(ward))
    simulation.simulate(until=float("inf"))
    elapsed = time.process_time() - begin
    print(f"{elapsed * 1e9 / count:.1f} {ward.died / count:.4f} {ward.waited / count:.2f} {ward.outdated / ward.given:.4f}")


main(int(sys.argv[1]))
