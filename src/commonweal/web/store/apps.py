"""The Django app of the rows."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Names the app, so that its tables are ``store_...``."""

    name = "commonweal.web.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
