"""The addresses of voting. None of them ever holds a code or a choice."""

from django.urls import path

from commonweal.web.pages.voting import views

app_name = "voting"
urlpatterns = [
    path("<str:round_id>/", views.vote, name="vote"),
    path("<str:round_id>/receipts/", views.receipts, name="receipts"),
    path("<str:round_id>/receipts.txt", views.receipt_file, name="receipt-file"),
]
