"""The product's addresses, before them those that only the demo has."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import path, re_path
from django.views.static import serve

from cms.urls import urlpatterns as product

from . import gallery, views

urlpatterns = [
    path("demo/mail/", views.mailbox, name="demo-mail"),
    path("demo/mail/<str:key>/", views.mail, name="demo-mail-read"),
    path("demo/mail/<str:key>/html/", views.mail_html, name="demo-mail-html"),
    *i18n_patterns(
        path("demo/gallery/", gallery.gallery, name="demo-gallery"),
        path("demo/gallery/<slug:name>/", gallery.gallery, name="demo-gallery-sample"),
        prefix_default_language=False,
    ),
    # In production the proxy serves what was uploaded.
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    *product,
]
