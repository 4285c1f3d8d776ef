"""Any WSGI server runs the application, told nothing but the variables of the documentation."""

import os
import subprocess
import sys
from pathlib import Path

from tests.web.procedures import rounds

SERVER = """
from wsgiref.util import setup_testing_defaults
from commonweal.web.wsgi import application
asked = {"PATH_INFO": "/record/", "HTTP_HOST": "board.example", "HTTP_X_FORWARDED_PROTO": "https"}
setup_testing_defaults(asked)
page = b"".join(application(asked, lambda status, headers: print(status)))
print(b"Harbour board" in page)
"""


def test_the_application_answers_under_another_server(place_on_sqlite: Path) -> None:
    rounds.opened()
    told = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    told |= {"COMMONWEAL_PLACE": str(place_on_sqlite), "COMMONWEAL_HOSTS": "board.example", "COMMONWEAL_HTTPS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SERVER], env=told, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.splitlines() == ["200 OK", "True"], done.stderr
