"""What gunicorn serves: Peewee's documented hooks take a connection of the pool for each request."""

from flask import Flask
from strawberry.flask.views import GraphQLView

from .models import database
from .schema import schema

app = Flask(__name__)
app.add_url_rule("/graphql", view_func=GraphQLView.as_view("graphql", schema=schema, graphql_ide=None))


@app.before_request
def connect() -> None:
    """Take a connection, open since an earlier request."""
    database.connect()


@app.teardown_request
def disconnect(error: BaseException | None) -> None:
    """Give it back."""
    if not database.is_closed():
        database.close()
