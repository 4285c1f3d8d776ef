"""The addresses of those who act."""

from django.urls import path

from commonweal.web.pages.work import views

app_name = "work"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("second/<int:number>/", views.second, name="second"),
    path("<slug:name>/", views.act, name="act"),
    path("<slug:name>/<path:subject>/", views.act, name="act-on"),
]
