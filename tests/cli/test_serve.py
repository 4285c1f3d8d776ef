"""``commonweal serve``, as somebody would run it: in a process of its own, asked over HTTP, stopped by Ctrl-C."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.cli.serve import require_free
from commonweal.errors import PortTaken
from tests.web.places import small_place

ADDRESSES = ("/", "/needs/", "/decide/", "/record/", "/static/pages/look.css")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "COMMONWEAL_PLACE"}}


def ask(port: int, address: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, address, headers={"User-Agent": "Somebody's own browser", **headers})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def everything_in(folder: Path) -> dict[Path, bytes]:
    """Read every file that still stands when its turn comes: SQLite takes its own away when the last one leaves."""
    kept = {}
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError, IsADirectoryError):
            kept[path] = path.read_bytes()
    return kept


@contextmanager
def serving(place: Path, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Serve a place until the block ends; give the process once it answers."""
    told, answered = (place.parent / "told").open("w"), (place.parent / "answered").open("w")
    command = [sys.executable, "-m", "commonweal.cli.main", "serve", str(place), "--port", str(port), *options]
    process = subprocess.Popen(command, env=environment(), stdout=answered, stderr=told, text=True)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                ask(port, "/static/pages/look.css")
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        told.close()
        answered.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "place"
    small_place(folder)
    settings = folder / "place.toml"
    text = settings.read_text("utf-8")
    start, end = text.index("[handover]"), text.index("[[rounds]]")
    settings.write_text(text[:start] + text[end:], "utf-8")
    return folder


@pytest.mark.xdist_group("serve")
def test_it_serves_says_where_and_stops(place: Path) -> None:
    port = free_port()
    with serving(place, port) as process:
        answers = {address: ask(port, address) for address in ADDRESSES}
        taken = CliRunner().invoke(app, ["serve", str(place), "--port", str(port)])
    assert {address: status for address, (status, _, _) in answers.items()} == dict.fromkeys(ADDRESSES, 200)
    assert process.returncode == 0
    told = (place.parent / "told").read_text("utf-8")
    assert f"http://127.0.0.1:{port}" in told
    assert "Ctrl-C" in told
    assert "Recorded: Tryon began its record." in told
    assert "WARNING" not in told
    assert (place.parent / "answered").read_text("utf-8") == ""
    assert taken.exit_code == 1
    assert "CW707" in taken.output
    for _, headers, _ in answers.values():
        assert "set-cookie" not in headers
        assert "default-src 'none'" in headers.get("content-security-policy", "default-src 'none'")
    assert "unsafe" not in answers["/"][1]["content-security-policy"]
    assert b"Tryon" in answers["/"][2]


@pytest.mark.xdist_group("serve")
def test_it_stops_when_it_is_told_to_several_times_at_once(place: Path) -> None:
    with serving(place, free_port(), "--no-worker") as process:
        for _ in range(500):
            process.send_signal(signal.SIGINT)
    assert process.returncode == 0
    assert "Stopped." in (place.parent / "told").read_text("utf-8")


@pytest.mark.xdist_group("serve")
def test_it_keeps_nothing_of_who_asked(place: Path) -> None:
    port = free_port()
    with serving(place, port):
        ask(port, "/")
        ask(port, "/not-there/")
        kept = everything_in(place)
    kept |= everything_in(place)
    kept[place.parent / "told"] = (place.parent / "told").read_bytes()
    assert not [path.name for path, data in kept.items() if b"Somebody's own browser" in data]
    assert b"/not-there/" not in kept[place.parent / "told"]


@pytest.mark.xdist_group("serve")
def test_machines_are_told_where_it_serves_and_no_request_leads_out_of_the_site(place: Path) -> None:
    port = free_port()
    outside = ("/bundle/../place.toml", "/bundle/%2e%2e/place.toml", "/bundle//etc/passwd", "/static/..%2fsettings.py")
    with serving(place, port, "--json"):
        answered = (place.parent / "answered").read_text("utf-8")
        found = [ask(port, address)[0] for address in outside]
        whole, head = ask(port, "/"), ask(port, "/", "HEAD")
        refused = [ask(port, address, method)[0] for address in ("/", "/decide/") for method in ("POST", "DELETE")]
        stranger = ask(port, "/", Host="somebody.example")[0]
    assert json.loads(answered) == {"place": str(place), "address": f"http://127.0.0.1:{port}"}
    assert found == [404] * len(outside)
    assert (whole[0], head[0], head[2]) == (200, 200, b"")
    assert head[1]["content-security-policy"] == whole[1]["content-security-policy"]
    assert all(status in {403, 405} for status in refused)
    assert stranger == 400
    assert "Traceback" not in (place.parent / "told").read_text("utf-8")


def test_a_folder_with_faults_is_refused_and_nothing_is_stored(tmp_path: Path) -> None:
    place = small_place(tmp_path / "place", rounds=False)
    (place / "place.toml").write_text('[place]\nnme = "Tryon"\n', "utf-8")
    told = CliRunner().invoke(app, ["serve", str(place), "--port", str(free_port())])
    assert told.exit_code == 1
    assert "CW604" in told.output
    assert not (place / ".commonweal").exists()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["serve", str(tmp_path / "nowhere"), "--port", str(free_port())])
    assert told.exit_code == 1
    assert "CW601" in told.output
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_no_port_is_wrong_usage() -> None:
    assert CliRunner().invoke(app, ["serve", ".", "--port", "70000"]).exit_code == 2


def test_a_port_in_use_is_refused() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PortTaken):
            require_free(other.getsockname()[1])
    require_free(free_port())


@pytest.mark.xdist_group("serve")
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are looked up in /proc")
def test_a_worker_runs_beside_the_server_and_ends_with_it(place: Path) -> None:
    with serving(place, free_port()) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and '"tidied"' not in (place.parent / "told").read_text("utf-8"):
            time.sleep(0.2)
        workers = children(process.pid)
    told = [json.loads(line) for line in (place.parent / "told").read_text("utf-8").splitlines() if line[:1] == "{"]
    assert [line["what"] for line in told][:2] == ["worker began", "tidied"]
    assert process.returncode == 0
    assert workers
    assert not [pid for pid in workers if alive(pid)]


@pytest.mark.xdist_group("serve")
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are looked up in /proc")
def test_all_that_a_server_began_ends_when_it_is_killed_and_another_can_serve(place: Path) -> None:
    port = free_port()
    with serving(place, port) as process:
        workers, begun = children(process.pid), begun_by(process.pid)
        process.kill()
        process.wait()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and any(map(alive, begun)):
        time.sleep(0.2)
    assert workers
    assert len(begun) > len(workers), "those that answer, too"
    assert not [pid for pid in begun if alive(pid)]
    with serving(place, port):
        assert ask(port, "/")


def children(parent: int) -> list[int]:
    """Give the worker that a server began, as the system tells of it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"worker" in words and words[-2] == str(parent).encode():
                found.append(int(folder.name))
    return found


def begun_by(parent: int) -> list[int]:
    """Give every process that a server began."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((folder / "stat").read_text("ascii").rpartition(")")[2].split()[1]) == parent:
                found.append(int(folder.name))
    return found


def alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    return False
