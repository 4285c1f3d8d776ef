"""The Django app of the public pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names the app, so that its templates and its style sheet are found."""

    name = "commonweal.web.pages"
    label = "pages"
