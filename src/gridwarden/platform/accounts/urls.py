"""Addresses of accounts."""

from __future__ import annotations

from django.urls import URLPattern, path

from gridwarden.platform.accounts.web import login, people, profile, second_factor

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("login/", login.login, name="login"),
    path("login/code/", login.code, name="code"),
    path("logout/", login.logout, name="logout"),
    path("me/", profile.profile, name="profile"),
    path("me/password/", profile.password, name="password"),
    path("me/second-factor/", second_factor.set_up, name="second_factor"),
    path("me/recovery-codes/", second_factor.recovery_codes, name="recovery_codes"),
    path("me/sessions/", profile.end_sessions, name="end_sessions"),
    path("all/", people.index, name="index"),
    path("all/new/", people.create, name="create"),
    path("all/<int:user_id>/", people.detail, name="detail"),
    path("all/<int:user_id>/disable/", people.disable, name="disable"),
    path("all/<int:user_id>/enable/", people.enable, name="enable"),
    path("all/<int:user_id>/unlock/", people.unlock, name="unlock"),
    path("all/<int:user_id>/second-factor/", people.reset_second_factor, name="reset_second_factor"),
    path("all/<int:user_id>/password/", people.issue_password, name="issue_password"),
]
