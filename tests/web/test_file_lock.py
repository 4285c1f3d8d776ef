"""One process at a time: the other waits until the first is through, or gone."""

import subprocess
import sys
import threading
from pathlib import Path

HOLD = """
import sys
from pathlib import Path
from commonweal.web.file_lock import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_another_process_waits_and_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    from commonweal.web.file_lock import only_one

    file, through = tmp_path / "lock", threading.Event()

    def wait() -> None:
        with only_one(file):
            through.set()

    command = [sys.executable, "-c", HOLD, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not through.wait(0.3)
        other.kill()
    waiting.join(20)
    assert through.is_set()
    with only_one(file):
        assert file.read_bytes() == b""
