"""What taking part in an event costs."""

from peewee import BooleanField

from models.components import Component, ComponentField
from models.translations import PlainTextField, TranslatedField


class Money(Component):
    """An amount of a currency."""

    amount = PlainTextField(pattern=r"[0-9]{1,12}(\.[0-9]{1,4})?")
    currency = PlainTextField(pattern="[A-Z]{3}")


class Offer(Component):
    """A way to take part, and what it costs."""

    label = TranslatedField(null=True)
    price = ComponentField(Money)
    is_free = BooleanField(default=False)
