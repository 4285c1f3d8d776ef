"""The application that a WSGI server runs: ``commonweal serve`` does, and a council may use another."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
