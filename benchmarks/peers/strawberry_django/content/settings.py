"""Django's settings for production: no debugging, no middleware that nothing asks for, a connection that stays open."""

import os

SQLITE = os.environ.get("PEER_SQLITE")

DEBUG = False
SECRET_KEY = "nothing is signed here"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "content.urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes",  # unused; where it is missing, the optimizer tries to import it 51 times a request
    "strawberry_django",
    "content",
]
MIDDLEWARE: list[str] = []
USE_TZ = True
USE_I18N = False
DATABASES = {
    "default": {
        **(
            {"ENGINE": "django.db.backends.sqlite3", "NAME": SQLITE}
            if SQLITE
            else {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": os.environ["PGDATABASE"],
                "USER": os.environ["PGUSER"],
                "HOST": os.environ["PGHOST"],
            }
        ),
        "CONN_MAX_AGE": None,
    }
}
