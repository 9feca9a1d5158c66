"""Django's settings, made from `config` alone: one file for every desk, large or small."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from jianbao import config as _config

_HERE = Path(__file__).parent
JIANBAO = _config.load()

SECRET_KEY = _config.secret_key(JIANBAO)
DEBUG = JIANBAO.debug
_host = urlsplit(JIANBAO.address)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *([_host.hostname] if _host.hostname else [])]
CSRF_TRUSTED_ORIGINS = [f"{_host.scheme}://{_host.netloc}"]
ROOT_URLCONF = "jianbao.urls"
WSGI_APPLICATION = "jianbao.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "jianbao.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "jianbao.web.request_log.log_requests",
    "jianbao.web.headers.set_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jianbao.web.language.choose_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jianbao.web.account.devices.note_devices",
    "jianbao.web.refusals.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "web" / "templates", _HERE / "desk" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jianbao.web.surroundings.surroundings",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "jianbao.web.ui_tags"],
        },
    }
]


def _sqlite() -> dict[str, object]:
    """SQLite as measured: writers queue for 20 s, nothing committed is lost in a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": JIANBAO.home / "desk.sqlite3",
        "CONN_MAX_AGE": 60,  # opening it anew reads the whole schema again
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
        },
    }


def postgresql(url: str) -> dict[str, object]:
    """Give Django's row for an address of PostgreSQL, what is asked behind ? (sslmode) included."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": parts.port or "",
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": postgresql(JIANBAO.database_url) if JIANBAO.database_url else _sqlite()}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # login limits count everywhere
        "LOCATION": "jianbao_cache",
    }
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_rq.RQBackend"
        if JIANBAO.redis_url
        else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}
if JIANBAO.redis_url:
    INSTALLED_APPS += ["django_rq", "django_tasks_rq"]
    RQ_QUEUES = {
        "default": {
            "URL": JIANBAO.redis_url,
            "JOB_CLASS": "django_tasks_rq.Job",
        }
    }

LANGUAGE_CODE = JIANBAO.language
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [_HERE / "locale"]
LANGUAGE_COOKIE_NAME = "jianbao_language"
TIME_ZONE = JIANBAO.time_zone
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [_HERE / "web" / "static"]
WHITENOISE_USE_FINDERS = True  # served from where they are installed; nothing is collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 << 20  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FILES = 100

AUTH_USER_MODEL = "desk.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
if JIANBAO.ldap_url:
    AUTHENTICATION_BACKENDS.append("jianbao.web.account.directory.DirectoryBackend")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "jianbao.web.account.adapter.AccountAdapter"
MFA_ADAPTER = "jianbao.web.account.adapter.SecondFactorAdapter"
SOCIALACCOUNT_ADAPTER = "jianbao.web.account.sign_on.SignOnAdapter"
ACCOUNT_FORMS = {"login": "jianbao.web.account.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is verified by the invitation sent to it
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key"}
ACCOUNT_USERNAME_MIN_LENGTH = 1
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this device stays, Django ends the others
USERSESSIONS_TRACK_ACTIVITY = True
MFA_FORMS = {
    "add_webauthn": "jianbao.web.account.passkey_forms.AddingPasskey",
    "edit_webauthn": "jianbao.web.account.passkey_forms.RenamingPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not JIANBAO.secure
MFA_TOTP_ISSUER = "简报 jianbao"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": JIANBAO.oidc_name,
                    "client_id": JIANBAO.oidc_client,
                    "secret": JIANBAO.oidc_secret,
                    "settings": {"server_url": JIANBAO.oidc_url},
                }
            ],
        }
    }
    if JIANBAO.oidc_url
    else {}
)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = JIANBAO.secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if JIANBAO.secure else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "jianbao.web.refusals.csrf_failure"
if JIANBAO.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING_CONFIG = None  # jianbao.desk.logs sets up the log
