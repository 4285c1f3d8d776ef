"""Nothing that runs asks anything of another machine: an address that somebody writes is words, and never fetched."""

import ast

import pytest

from tests.conventions.sources import imported, product_files

FETCHES = {
    *("aiohttp", "ftplib", "httpx", "imaplib", "pycurl", "requests", "smtplib", "telnetlib", "urllib3", "xmlrpc"),
    *("http.client", "urllib.request", "socket", "asyncio", "multiprocessing.connection"),
}
"""Modules with which a program asks something of another machine."""
ALLOWED = {
    "src/commonweal/web/mail.py": {"smtplib"},
    "src/commonweal/cli/serve.py": {"socket"},
}
"""Who may: mail goes to the server that the environment names; the server tries the port that it will listen on."""


def reaching_out(name: str, tree: ast.AST) -> list[str]:
    """Give the modules by which a file could ask something of another machine."""
    barred = FETCHES - ALLOWED.get(name, set())
    return sorted(one for one in imported(tree) if any(one == bad or one.startswith(f"{bad}.") for bad in barred))


def test_nothing_that_is_written_by_people_is_fetched_by_the_server() -> None:
    found = {file.name: told for file in product_files() if (told := reaching_out(file.name, file.tree))}
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "import requests",
        "from urllib.request import urlopen",
        "import urllib.request",
        "import socket",
        "import smtplib",
    ],
)
def test_each_way_of_fetching_is_caught(line: str) -> None:
    assert reaching_out("src/commonweal/web/reads/x.py", ast.parse(line))
    assert not reaching_out("src/commonweal/web/mail.py", ast.parse("from smtplib import SMTPException"))
