"""Addresses of pages about oneself, and of doors that lead to the one front door."""

from django.urls import path, re_path
from django.views.decorators.http import require_POST
from wagtail.admin.views.account import LogoutView

from cms.accounts import views

# Under /my/, beside the trainee's own page.
portal_urls = [path("about-me/", views.about_me, name="about_me")]

# Before allauth's, under /accounts/.
account_urls = [path("email/", views.AddressView.as_view(), name="account_email")]

# Before Wagtail's.
closed_office_urls = [
    path("office/login/", views.ToSignIn.as_view()),
    path("office/account/", views.OfficeAccountView.as_view()),
    # Wagtail's view refuses a GET, but takes the session's cookie away all the same.
    path("office/logout/", require_POST(LogoutView.as_view())),
    re_path(r"^office/password_reset/", views.ToForgottenPassword.as_view()),
]
closed_page_urls = [path("_util/login/", views.ToSignIn.as_view())]
