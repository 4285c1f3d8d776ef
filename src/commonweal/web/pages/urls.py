"""The addresses of the public pages; the same in the static site, where each is a folder with an ``index.html``."""

from django.urls import path

from commonweal.web.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.place, name="place"),
    path("needs/", views.needs, name="needs"),
    path("needs/<str:service>/", views.service, name="service"),
    path("neighbourhoods/", views.neighbourhoods, name="neighbourhoods"),
    path("neighbourhoods/<str:slug>/", views.neighbourhood, name="neighbourhood"),
    path("decide/", views.decide, name="decide"),
    path("decide/<str:round_id>/", views.round_result, name="round"),
    path("decide/<str:round_id>/proposals/", views.proposals, name="proposals"),
    path("decide/<str:round_id>/proposals/<str:name>/", views.proposal, name="proposal"),
    path("decide/<str:round_id>/easy-read/how-to-vote/", views.easy_vote, name="easy-vote"),
    path("decide/<str:round_id>/easy-read/what-was-decided/", views.easy_result, name="easy-result"),
    path("decide/<str:round_id>/review-log.csv", views.review_log, name="review-log"),
    path("hand-over/", views.hand_over, name="hand-over"),
    path("hand-over/check/", views.hand_over_check, name="hand-over-check"),
    path("board/", views.board, name="board"),
    path("board/decisions.csv", views.decisions_csv, name="decisions-csv"),
    path("funds/", views.funds, name="funds"),
    path("funds/<str:fund_id>/", views.fund, name="fund"),
    path("funds/<str:fund_id>/ledger.csv", views.ledger_csv, name="ledger-csv"),
    path("funds/<str:fund_id>/constitution.json", views.constitution_json, name="constitution-json"),
    path("awards/<str:name>/", views.award, name="award"),
    path("record/", views.record, name="record"),
    path("record/<int:number>/", views.entry, name="entry"),
    path("sources/", views.sources, name="sources"),
    path("how-it-works/", views.how, name="how"),
    path("glossary/", views.glossary, name="glossary"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("bundle.zip", views.bundle_zip, name="bundle-zip"),
    path("bundle/<path:path>", views.bundle_file, name="bundle-file"),
    path("grants.json", views.grants_json, name="grants"),
    path("verifier.pyz", views.verifier, name="verifier"),
]
