"""Hand-ons and hand-backs in the Gantt chart: who runs a row in the end, and from whom it comes."""

from commonweal.charts.gantt import gantt
from commonweal.formats.prose import prose
from commonweal.handover.pathways import Choice
from commonweal.handover.pictures import gantt_rows
from tests.handover.run_already import ran, with_way


def told(way):
    problem = ran()
    picture = gantt(gantt_rows(problem, with_way(problem, way)), prose().text)
    rows = {prose().text(row[1]): prose().text(row[2]) for row in picture.table.rows}
    return [rows[place.name] for place in problem.neighbourhoods]


def test_the_table_names_who_runs_a_row_in_the_end():
    assert told(None) == ["stays with The Hall", "stays with the council"]
    assert told(Choice(0, 2))[0] == "handed on from The Hall to Friends of Care"
    assert told(Choice(2, 2))[0] == "handed back by The Hall"
