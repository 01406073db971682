"""Programs of study, and the schools and departments that offer them."""

from peewee import BooleanField, IntegerField, TextField

from models.components import ComponentField, ComponentsField
from models.degree import StudyLevel
from models.edition import Edition
from models.links import Links
from models.school import AlternateName
from models.seo import Seo
from models.translations import EnumField, PlainTextField, TranslatedField


class Program(Edition):
    """A program of study; a joint one has several schools."""

    path = "/programs/{slug}"

    name = TranslatedField(is_filtered=True, is_sorted=True)
    code = PlainTextField(null=True, is_filtered=True, is_sorted=True, is_title=True)
    level = EnumField(StudyLevel, null=True)
    is_joint = BooleanField()
    jupas_code = TextField(null=True)
    partner = TranslatedField(null=True)
    duration_years = IntegerField(null=True)
    first_intake_year = IntegerField(null=True)
    first_intake_places = IntegerField(null=True)
    alternate_names = ComponentsField(AlternateName)
    seo = ComponentField(Seo)
    degrees = Links("Degree", backlink="programs")
    schools = Links("School", backlink="programs")
    departments = Links("Department", backlink="programs")
    sdgs = Links("SustainableDevelopmentGoal", backlink="programs", at_most=17)
    tags = Links("Tag", backlink="programs")
