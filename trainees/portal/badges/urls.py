"""Addresses of badges. Verifiers know them by heart: they are signed, and have no language."""

from django.urls import URLPattern, path

from . import own, public

own_urls = [
    path("certificates/<int:pk>/badge.json", own.badge_json, name="certificate_badge"),
    path("certificates/<int:pk>/badge.jwt", own.badge_as_jwt, name="certificate_badge_jwt"),
]
machine_urls: list[URLPattern] = [
    path(".well-known/did.json", public.did, name="did"),
    path("badges/status/<int:number>", public.status, name="badge_status"),
]
# A page for people too, in both languages; badges name the English address.
page_urls: list[URLPattern] = [path("badges/awards/<int:pk>/", public.award, name="achievement")]
