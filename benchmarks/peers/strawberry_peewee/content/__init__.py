"""A Flask application that serves B36 by Strawberry from Peewee's models."""
