"""The addresses of signing in; the names are those that allauth looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as device
from django.urls import path, re_path
from django.views.generic import RedirectView

from commonweal.web.pages.people import views

urlpatterns = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("account/sign-in/", account.login, name="account_login"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/code/", second.authenticate, name="mfa_authenticate"),
    path("account/device/", device.activate_totp, name="mfa_activate_totp"),
    path("account/device/remove/", device.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/new-password/", views.new_password, name="account_reset_password"),
    path("account/new-password/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/new-password/chosen/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",  # a key may hold a hyphen
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/", RedirectView.as_view(pattern_name="work:desk"), name="mfa_index"),
]
