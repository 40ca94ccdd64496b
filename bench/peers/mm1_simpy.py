"""M/M/1 at load 0.9 in SimPy (Debian's python3-simpy 2.3): prints ns per customer and the mean wait in hours.

The resource keeps the books that the kernel's keeps: time-integrals of the servers busy and of the line.
"""

import random
import sys
import time

from SimPy.Simulation import Process, Resource, Simulation, Tally, hold, release, request

LOAD = 0.9


class Customer(Process):
    def visit(self, server):
        yield request, self, server
        yield hold, self, random.expovariate(1)
        yield release, self, server


class Source(Process):
    def run(self, server, customers):
        for _ in range(customers):
            yield hold, self, random.expovariate(LOAD)
            customer = Customer(sim=self.sim)
            self.sim.activate(customer, customer.visit(server))


def main(customers):
    random.seed(2018)
    simulation = Simulation()
    server = Resource(1, sim=simulation, monitored=True, monitorType=Tally)
    source = Source(sim=simulation)
    begin = time.process_time()
    simulation.activate(source, source.run(server, customers))
    simulation.simulate(until=float("inf"))
    elapsed = time.process_time() - begin
    mean_wait = server.waitMon.timeAverage() * simulation.now() / customers
    print(f"{elapsed * 1e9 / customers:.1f} {mean_wait:.3f}")


main(int(sys.argv[1]))
