"""The application that a WSGI server runs: ``commonweal serve`` does, and a council may use another."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.web.settings")
application = get_wsgi_application()
