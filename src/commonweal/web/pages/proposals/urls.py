"""The addresses at which residents put ideas and proposals forward, and follow them up."""

from django.urls import path

from commonweal.web.pages.proposals import paper, views

app_name = "proposals"
urlpatterns = [
    path("ideas/<str:round_id>/", views.ideas, name="ideas"),
    path("ideas/<str:round_id>/new/", views.new_idea, name="new-idea"),
    path("ideas/<str:round_id>/form/", paper.idea_form, name="idea-form"),
    path("ideas/<str:round_id>/easy-read/", paper.easy_read, name="easy-read"),
    path("ideas/<str:round_id>/proposal-form/", paper.proposal_form, name="proposal-form"),
    path("proposals/<str:round_id>/<str:name>/", views.proposal, name="proposal"),
    path("mine/<str:token>/", views.mine, name="mine"),
    path("mine/<str:token>/<slug:act>/", views.own_act, name="own-act"),
    path("urgent/", views.urgent, name="urgent"),
]
