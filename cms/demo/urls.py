"""The product's addresses, before them those that only the demo has."""

from django.conf import settings
from django.urls import path, re_path
from django.views.static import serve

from cms.urls import urlpatterns as product

from . import views

urlpatterns = [
    path("demo/mail/", views.mailbox, name="demo-mail"),
    path("demo/mail/<str:key>/", views.mail, name="demo-mail-read"),
    path("demo/mail/<str:key>/html/", views.mail_html, name="demo-mail-html"),
    # In production the proxy serves pictures; documents are given out by the product.
    re_path(r"^media/(?P<path>images/.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    *product,
]
