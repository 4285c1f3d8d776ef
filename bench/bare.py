"""The least that Django answers: two words, without middleware, for the floor under every page."""

import django
from django.conf import settings

if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bench", MIDDLEWARE=[])
    django.setup()

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import re_path


def answer(request: HttpRequest) -> HttpResponse:
    """Answer every address alike."""
    del request
    return HttpResponse(b"Good day", headers={"Content-Length": "8"})  # else it would go out in pieces


urlpatterns = [re_path("", answer)]
application = WSGIHandler()
