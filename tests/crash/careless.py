"""The app with SQLite told not to wait for the disk: served by a test alone, to see that the test would tell."""

from commonweal.web import environment

environment._SQLITE = environment._SQLITE.replace("synchronous=FULL", "synchronous=NORMAL")

from commonweal.web.wsgi import application  # noqa: E402 - the settings are read when it is imported

__all__ = ["application"]
