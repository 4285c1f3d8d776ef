"""The addresses of those who act."""

from django.urls import path

from commonweal.web.pages.work import audit, queue, round_desk, views

app_name = "work"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("second/<int:number>/", views.second, name="second"),
    path("round/<str:round_id>/", round_desk.vote, name="vote"),
    path("round/<str:round_id>/paper/", round_desk.paper, name="paper"),
    path("round/<str:round_id>/said/", round_desk.said, name="said"),
    path("whole-bundle.zip", audit.whole_bundle, name="whole-bundle"),
    path("urgent/", queue.concerns, name="urgent"),
    path("queue/<str:round_id>/", queue.queue, name="queue"),
    path("<slug:name>/", views.act, name="act"),
    path("<slug:name>/<path:subject>/", views.act, name="act-on"),
]
