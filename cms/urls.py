"""Every address of the product. What a person reads has a language prefix; the back office and health have none."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import health, profiles
from cms.accounts import urls as accounts
from cms.brochure.views import brochure_pdf
from cms.search.views import search
from cms.seo import views as seo
from trainees.portal.badges.urls import machine_urls as badge_urls
from trainees.portal.badges.urls import page_urls as badge_pages
from trainees.portal.urls import calendar_urls
from trainees.portal.urls import urlpatterns as portal_urls

urlpatterns = [
    path("sitemap.xml", seo.sitemap, name="sitemap"),
    path("robots.txt", seo.robots, name="robots"),
    path("manifest.webmanifest", seo.manifest, name="manifest"),
    path("favicon.ico", seo.favicon, name="favicon"),
    path("profiles/schema.json", profiles.profile_json, name="profile_schema"),
    path("profiles/records.schema.json", profiles.records_json, name="records_schema"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    *accounts.closed_office_urls,
    path("office/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *calendar_urls,
    *badge_urls,
]

urlpatterns += i18n_patterns(
    # The office speaks the language of who works in it: it has one address, and /fr/office/ leads there.
    path("office/", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    path("accounts/", include(accounts.account_urls)),
    path("accounts/", include("allauth.urls")),
    path("my/", include(([*portal_urls, *accounts.portal_urls], "portal"))),
    path("practicum/", include("trainees.portal.supervisor_urls")),
    path("verify/", include("trainees.portal.verifying.urls")),
    path("", include((badge_pages, "badges"))),
    path("search/", search, name="search"),
    path("", include("cms.updates.urls")),
    path("accessibility/report/", include("cms.barriers.urls")),
    *accounts.closed_page_urls,
    re_path(r"^(?P<path>(?:[\w\-]+/)+)brochure\.pdf$", brochure_pdf, name="brochure_pdf"),
    path("", include("cms.home.routing")),
    prefix_default_language=False,
)
