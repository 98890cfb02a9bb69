"""Signing in: an e-mailed code first, a password or a passkey for those who have one. Nobody signs up by themselves."""

from django.utils.translation import gettext_lazy as _

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"  # the adapter knows better: the office for those who work there
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# Only allauth's: it answers as slowly for an unknown address as for a known one, and hashes once.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "cms.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "cms.accounts.forms.PasswordForm",
    "request_login_code": "cms.accounts.forms.AskForCodeForm",
    "confirm_login_code": "cms.accounts.forms.CodeForm",
    "reset_password": "cms.accounts.forms.ForgottenPasswordForm",
    "confirm_password_reset_code": "cms.accounts.forms.CodeForm",
    "add_email": "cms.accounts.forms.NewAddressForm",
    "confirm_email_verification_code": "cms.accounts.forms.NewAddressCodeForm",
}

# Codes: eight digits that can be read aloud ("4821-7730"), good once, for 15 minutes and three tries.
CODE_SECONDS = 15 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION = (
    "mandatory"  # of a new address, by its code; the adapter leaves it out of signing in
)
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # the same work, and an answer for who mistook the address
ACCOUNT_LOGIN_TIMEOUT = CODE_SECONDS
ACCOUNT_SESSION_REMEMBER = True  # for everybody; staff sessions are cut short by cms.middleware.StaffSessions
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False

# Per network address and per account. A class of 20 behind one address signs in within a minute.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "40/m/ip,5/15m/key",
    "reset_password": "20/m/ip,5/15m/key",
    "confirm_email": "5/15m/key",
}

MFA_ADAPTER = "cms.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "cms.accounts.forms.StepForm",
    "reauthenticate": "cms.accounts.forms.StepAgainForm",
    "activate_totp": "cms.accounts.forms.NewAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Alongside"
MFA_TOTP_TOLERANCE = 1  # clocks of phones go wrong

WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", _("English")), ("fr", _("French"))]
