import json

from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats.evidence_tables import write_areas
from commonweal.terms.places import Area

TABLE = """measure,area,role,before,after,unknown_because
Alley gates,E1,target,400,200,
Alley gates,Near,buffer,160,210,
Alley gates,Elsewhere,control,400,400,
"""


def run(*arguments):
    return CliRunner().invoke(app, ["displacement", *map(str, arguments)])


def table(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_it_says_whether_the_problem_moved_and_where_it_was_watched(tmp_path):
    told = run(table(tmp_path))
    assert told.exit_code == 0, told.output
    assert "about 25% of what was gained (quotient -0.25)" in told.output
    assert "Watched around it: Near." in told.output


def test_it_names_the_areas_near_a_target_that_nobody_watched(tmp_path):
    areas = [
        Area(code, name, "N", 100, 1, 1, 1.0, east, 0.0)
        for code, name, east in (
            ("E1", "Here", 0.0),
            ("E2", "Near", 300.0),
            ("E3", "Beside", 700.0),
            ("E4", "Far", 9e3),
        )
    ]
    (tmp_path / "areas.csv").write_bytes(write_areas(areas))
    told = run(table(tmp_path), "--place", tmp_path, "--within", 1000)
    assert "Within 1,000 m of it, and not watched: Beside." in told.output
    machine = json.loads(run(table(tmp_path), "--place", tmp_path, "--json").stdout)
    assert machine["measures"][0]["not_watched"] == []
    assert machine["measures"][0]["figures"]["quotient"]["value"] == -0.25
    assert machine["measures"][0]["figures"]["quotient"]["sources"][0]["file"] == "counts.csv"


def test_a_table_with_faults_is_refused(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(TABLE.replace("target", "victim"), encoding="utf-8")
    told = run(path)
    assert told.exit_code == 1
    assert "line 2, role" in told.stderr
