"""A Django application that serves B36 by strawberry-django."""
