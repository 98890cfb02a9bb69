"""What every environment shares. Production adds its environment variables, see production.py."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .accounts import *
from .security import *

BASE_DIR = Path(__file__).resolve().parents[2]

INSTALLED_APPS = [
    "cms",
    "cms.accounts",
    "cms.home",
    "cms.reading",
    "cms.brochure",
    "cms.updates",
    "cms.pagecache",
    "cms.search",
    "trainees",
    "courses",
    "tasks.outbox",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.backoffice.apps.OfficeUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "cms.backoffice.apps.OfficeConfig",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "cms.pagecache.middleware.PageCache",  # first: what it answers carries every header already
    "cms.pagecache.middleware.Compress",
    "django.middleware.security.SecurityMiddleware",
    "cms.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.middleware.PersonalPagesAreNotKept",
    "cms.middleware.StaffSessions",
    "cms.updates.middleware.OnlyOwnUpdates",
    "cms.updates.translating.OnlyOwnTranslations",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.redirects.MovedPages",
]

PAGE_CACHE = True  # visitors' pages come from Redis, see cms.pagecache
WAGTAILFRONTENDCACHE: dict[str, dict[str, str]] = {}  # production fills it from FRONT_CACHE

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

FORM_RENDERER = "cms.forms.AccessibleRenderer"

AUTH_USER_MODEL = "accounts.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages: the code in the URL; the page says en-CA or fr-CA in its lang attribute.
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
FORMAT_MODULE_PATH = "cms.formats"  # dates in the office as everywhere else
TASKS = {"default": {"BACKEND": "tasks.background.CeleryBackend"}}  # Wagtail's own background work
TIME_ZONE = "America/Vancouver"

STATIC_URL = "/static/"
STATIC_ROOT: str | Path = BASE_DIR / "var" / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT: str | Path = BASE_DIR / "var" / "media"
PRIVATE_ROOT: str | Path = (
    BASE_DIR / "var" / "private"
)  # files of trainees: never under an address of their own

# Who stands behind every page and message; the law asks for a postal address.
SENDER_NAME = "Alongside"
SENDER_POSTAL_ADDRESS = "100 Example Street\nVancouver BC  V5K\u00a00A1"
SENDER_POSTAL_ADDRESS_FR = "100, rue Example\nVancouver (C.-B.)  V5K\u00a00A1"  # empty: as in English
CONTACT_EMAIL = "site@example.org"  # for reports about the site, until an administrator sets another

WAGTAIL_SITE_NAME = "Alongside"
SITE_URL = WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"  # without a slash at the end; for links in mails
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_COMMENTS_ENABLED = False  # their mails would leave in the request, past the outbox
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# A page sent to translation is a draft: it would go live, and be told to subscribers, in the other language's words.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_APPEND_SLASH = True
WAGTAIL_ALLOW_UNICODE_SLUGS = (
    False  # an address can be read aloud and typed; those that have accents stay readable
)
WAGTAILREDIRECTS_AUTO_CREATE = True  # a page that is moved or renamed stays where old links lead
SEARCH_ENGINES = True  # production may close the site to them: a copy for trials must not be found
