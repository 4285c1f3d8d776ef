"""Small questions of where sites should be, drawn so that every choice can be tried."""

from itertools import combinations
from math import inf
from random import Random

from commonweal.evidence.siting_faults import asked
from commonweal.evidence.siting_inputs import Candidate, Residents, Spot, distances_mm


def question(seed, *, areas=7, candidates=6, sites=3, aim="distance", room=False, kept=0):
    """Draw a question; with room, sites can serve only so many, and all together somewhat more than everybody."""
    random = Random(f"siting {seed}")
    people = [random.choice([0, *range(5, 60)]) for _ in range(areas)]
    people[0] += 1
    most = sum(people) * 2 // (3 * sites) + 30

    def spot():
        return Spot(random.randint(0, 4_000_000), random.randint(0, 4_000_000))

    return asked(
        "Saltmarsh",
        [Residents(f"a{k}", count, random.randint(1, 10), k // 2 + 1, spot()) for k, count in enumerate(people)],
        [
            Candidate(f"c{j}", f"Hall {j}", spot(), random.randint(most, 2 * most) if room else None, kept=j < kept)
            for j in range(candidates)
        ],
        sites=sites,
        reach_mm=1_200_000,
        aim=aim,
    )


def every_choice(siting):
    """Give every choice of sites that keeps what stays."""
    kept = set(siting.kept)
    for choice in combinations(range(len(siting.candidates)), siting.sites):
        if kept <= set(choice):
            yield choice


def cost_by_hand(siting, choice):
    """What a choice costs, person by person; with limits by trying every order is too slow, so by shortest swaps."""
    away = distances_mm(siting.residents, siting.candidates).tolist()
    covers = siting.aim == "coverage"
    cost = [[int(mm > siting.reach_mm) for mm in row] for row in away] if covers else away
    if not siting.limited:
        return sum(one.people * min(cost[k][j] for j in choice) for k, one in enumerate(siting.residents))
    return flow_by_hand(siting, choice, cost, covers=covers)


def flow_by_hand(siting, choice, cost, *, covers):  # noqa: C901 - the textbook method in one piece
    """Send people one shortest way after another through a small network (successive shortest paths)."""
    areas, sites = len(siting.residents), len(choice)
    source, sink = areas + sites, areas + sites + 1
    edges, graph = [], [[] for _ in range(areas + sites + 2)]

    def edge(a, b, room, price):
        for one in ((a, b, room, price), (b, a, 0, -price)):
            graph[one[0]].append(len(edges))
            edges.append(list(one))

    people = sum(one.people for one in siting.residents)
    for k, one in enumerate(siting.residents):
        edge(source, k, one.people, 0)
        for at, j in enumerate(choice):
            edge(k, areas + at, one.people, cost[k][j])
        if covers:
            edge(k, sink, one.people, 1)
    for at, j in enumerate(choice):
        most = siting.candidates[j].most
        edge(areas + at, sink, people if most is None else most, 0)
    sent = total = 0
    while sent < people:
        least, by = [inf] * len(graph), [-1] * len(graph)
        least[source] = 0
        for _ in graph:
            for number, (a, b, room, price) in enumerate(edges):
                if room and least[a] + price < least[b]:
                    least[b], by[b] = least[a] + price, number
        if least[sink] == inf:
            return None
        path, at = [], sink
        while at != source:
            path.append(by[at])
            at = edges[by[at]][0]
        room = min(edges[number][2] for number in path)
        for number in path:
            edges[number][2] -= room
            edges[number ^ 1][2] += room
        sent += room
        total += room * least[sink]
    return total
