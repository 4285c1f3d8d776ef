"""The addresses at which residents act in a round."""

from django.urls import path

from commonweal.web.pages.funding import views

app_name = "funding"
urlpatterns = [path("decide/<str:round_id>/challenge/", views.challenge, name="challenge")]
