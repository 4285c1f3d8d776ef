"""Every address of the web app."""

from django.urls import include, path

urlpatterns = [
    path("work/", include("commonweal.web.pages.work.urls")),
    path("vote/", include("commonweal.web.pages.voting.urls")),
    path("", include("commonweal.web.pages.people.urls")),
    path("", include("commonweal.web.pages.funding.urls")),
    path("", include("commonweal.web.pages.proposals.urls")),
    path("", include("commonweal.web.pages.urls")),
]
handler400 = "commonweal.web.pages.refusals.not_understood"
handler404 = "commonweal.web.pages.refusals.missing"
handler500 = "commonweal.web.pages.refusals.failed"
