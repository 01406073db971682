"""Content."""

from peewee import *

def up(migrator, db):
    class Entry(Model):
        entry = BigAutoField()
        type = TextField()
        class Meta:
            database = db
            table_name = 'entry'
    db.create_tables([Entry])

    class Award(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        award = JSONField()
        title = JSONField(null=True)
        affiliation = JSONField(null=True)
        competition = JSONField(null=True)
        recipients = JSONField()
        class Meta:
            database = db
            table_name = 'award'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Award])

    class AwardSchools(Model):
        edition = ForeignKeyField(Award, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'award_schools'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([AwardSchools])

    class AwardSdgs(Model):
        edition = ForeignKeyField(Award, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'award_sdgs'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([AwardSdgs])

    class AwardTags(Model):
        edition = ForeignKeyField(Award, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'award_tags'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([AwardTags])

    class Degree(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        name = JSONField()
        abbreviation = TextField()
        level = TextField()
        class Meta:
            database = db
            table_name = 'degree'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Degree])

    class Department(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        name = JSONField()
        code = TextField(null=True)
        kind = TextField()
        founded = TextField(null=True)
        jupas_code = TextField(null=True)
        thrust_areas = JSONField()
        school = ForeignKeyField(Entry)
        class Meta:
            database = db
            table_name = 'department'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Department])

    class Event(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        title = JSONField()
        category = JSONField(null=True)
        venue = JSONField(null=True)
        is_all_day = BooleanField(default=False)
        starts_at = BigIntegerField()
        ends_at = BigIntegerField(index=True)
        starts_on = DateField()
        ends_on = DateField()
        class Meta:
            database = db
            table_name = 'event'
            indexes = ((('entry', 'version'), True), (('starts_at', 'entry'), False), (('ends_at',), False))
    db.create_tables([Event])

    class EventSchools(Model):
        edition = ForeignKeyField(Event, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        starts_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'event_schools'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'starts_at', 'entry', 'edition'), False),)
    db.create_tables([EventSchools])

    class EventSdgs(Model):
        edition = ForeignKeyField(Event, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        starts_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'event_sdgs'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'starts_at', 'entry', 'edition'), False),)
    db.create_tables([EventSdgs])

    class EventTags(Model):
        edition = ForeignKeyField(Event, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        starts_at = BigIntegerField()
        class Meta:
            database = db
            table_name = 'event_tags'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'starts_at', 'entry', 'edition'), False),)
    db.create_tables([EventTags])

    class Fact(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        label = JSONField()
        value = DoubleField(null=True)
        prefix = TextField(null=True)
        suffix = TextField(null=True)
        ranks = JSONField()
        detail = JSONField(null=True)
        credit = JSONField(null=True)
        source = JSONField(null=True)
        year = IntegerField(null=True)
        class Meta:
            database = db
            table_name = 'fact'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Fact])

    class FactTags(Model):
        edition = ForeignKeyField(Fact, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'fact_tags'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([FactTags])

    class First(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        title = JSONField()
        subtitle = JSONField(null=True)
        class Meta:
            database = db
            table_name = 'first'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([First])

    class FirstCategories(Model):
        edition = ForeignKeyField(First, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'first_categories'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([FirstCategories])

    class FirstCategory(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        name = JSONField()
        class Meta:
            database = db
            table_name = 'first_category'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([FirstCategory])

    class FirstSchools(Model):
        edition = ForeignKeyField(First, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'first_schools'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([FirstSchools])

    class FirstSdgs(Model):
        edition = ForeignKeyField(First, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'first_sdgs'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([FirstSdgs])

    class FirstTags(Model):
        edition = ForeignKeyField(First, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'first_tags'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([FirstTags])

    class HomepageSection(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        heading = JSONField()
        intro = JSONField(null=True)
        more = JSONField(null=True)
        all_label = JSONField(null=True)
        item_link_label = JSONField(null=True)
        featured_heading = JSONField(null=True)
        upcoming_heading = JSONField(null=True)
        prompt = JSONField(null=True)
        class Meta:
            database = db
            table_name = 'homepage_section'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([HomepageSection])

    class HomepageSectionAwards(Model):
        edition = ForeignKeyField(HomepageSection, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'homepage_section_awards'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([HomepageSectionAwards])

    class HomepageSectionFacts(Model):
        edition = ForeignKeyField(HomepageSection, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'homepage_section_facts'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([HomepageSectionFacts])

    class HomepageSectionFeaturedEvents(Model):
        edition = ForeignKeyField(HomepageSection, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'homepage_section_featured_events'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([HomepageSectionFeaturedEvents])

    class HomepageSectionFirstCategories(Model):
        edition = ForeignKeyField(HomepageSection, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'homepage_section_first_categories'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([HomepageSectionFirstCategories])

    class HomepageSectionFirsts(Model):
        edition = ForeignKeyField(HomepageSection, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'homepage_section_firsts'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([HomepageSectionFirsts])

    class HomepageSectionNewsStories(Model):
        edition = ForeignKeyField(HomepageSection, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'homepage_section_news_stories'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([HomepageSectionNewsStories])

    class HomepageSectionPopularSearches(Model):
        edition = ForeignKeyField(HomepageSection, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'homepage_section_popular_searches'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([HomepageSectionPopularSearches])

    class HomepageSectionRankings(Model):
        edition = ForeignKeyField(HomepageSection, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'homepage_section_rankings'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([HomepageSectionRankings])

    class HomepageSectionSdgs(Model):
        edition = ForeignKeyField(HomepageSection, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'homepage_section_sdgs'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([HomepageSectionSdgs])

    class Label(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        text = JSONField()
        class Meta:
            database = db
            table_name = 'label'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Label])

    class Menu(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        location = TextField(index=True)
        heading = JSONField(null=True)
        items = JSONField()
        class Meta:
            database = db
            table_name = 'menu'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Menu])

    class NewsStory(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        title = JSONField()
        category = JSONField(null=True)
        body = JSONField(null=True)
        published_on = DateField()
        class Meta:
            database = db
            table_name = 'news_story'
            indexes = ((('entry', 'version'), True), (('published_on', 'entry'), False))
    db.create_tables([NewsStory])

    class NewsStorySchools(Model):
        edition = ForeignKeyField(NewsStory, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        published_on = DateField()
        class Meta:
            database = db
            table_name = 'news_story_schools'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'published_on', 'entry', 'edition'), False),)
    db.create_tables([NewsStorySchools])

    class NewsStorySdgs(Model):
        edition = ForeignKeyField(NewsStory, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        published_on = DateField()
        class Meta:
            database = db
            table_name = 'news_story_sdgs'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'published_on', 'entry', 'edition'), False),)
    db.create_tables([NewsStorySdgs])

    class NewsStoryTags(Model):
        edition = ForeignKeyField(NewsStory, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        published_on = DateField()
        class Meta:
            database = db
            table_name = 'news_story_tags'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'published_on', 'entry', 'edition'), False),)
    db.create_tables([NewsStoryTags])

    class PopularSearch(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        label = JSONField()
        class Meta:
            database = db
            table_name = 'popular_search'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([PopularSearch])

    class PopularSearchSchools(Model):
        edition = ForeignKeyField(PopularSearch, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'popular_search_schools'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([PopularSearchSchools])

    class PopularSearchSdgs(Model):
        edition = ForeignKeyField(PopularSearch, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'popular_search_sdgs'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([PopularSearchSdgs])

    class PopularSearchTags(Model):
        edition = ForeignKeyField(PopularSearch, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'popular_search_tags'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([PopularSearchTags])

    class Program(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        name = JSONField()
        code = TextField(null=True)
        level = TextField(null=True)
        is_joint = BooleanField()
        jupas_code = TextField(null=True)
        partner = JSONField(null=True)
        duration_years = IntegerField(null=True)
        first_intake_year = IntegerField(null=True)
        first_intake_places = IntegerField(null=True)
        alternate_names = JSONField()
        class Meta:
            database = db
            table_name = 'program'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Program])

    class ProgramDegrees(Model):
        edition = ForeignKeyField(Program, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'program_degrees'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([ProgramDegrees])

    class ProgramDepartments(Model):
        edition = ForeignKeyField(Program, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'program_departments'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([ProgramDepartments])

    class ProgramSchools(Model):
        edition = ForeignKeyField(Program, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'program_schools'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([ProgramSchools])

    class ProgramSdgs(Model):
        edition = ForeignKeyField(Program, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'program_sdgs'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([ProgramSdgs])

    class ProgramTags(Model):
        edition = ForeignKeyField(Program, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'program_tags'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([ProgramTags])

    class Ranking(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        name = JSONField()
        publisher = JSONField(null=True)
        year = IntegerField()
        rank = IntegerField()
        statement = JSONField(null=True)
        detail = JSONField(null=True)
        accolade = JSONField(null=True)
        credit = JSONField(null=True)
        scopes = JSONField()
        class Meta:
            database = db
            table_name = 'ranking'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Ranking])

    class RankingSdgs(Model):
        edition = ForeignKeyField(Ranking, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'ranking_sdgs'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([RankingSdgs])

    class RankingTags(Model):
        edition = ForeignKeyField(Ranking, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'ranking_tags'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([RankingTags])

    class School(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        name = JSONField()
        abbreviation = TextField()
        kind = TextField()
        status = JSONField(null=True)
        founded = TextField(null=True)
        alternate_names = JSONField()
        class Meta:
            database = db
            table_name = 'school'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([School])

    class Site(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        name = JSONField()
        page_title = JSONField(null=True)
        skip_link = JSONField(null=True)
        copyright = JSONField(null=True)
        founded_year = IntegerField(null=True)
        short_names = JSONField()
        taglines = JSONField()
        languages = JSONField()
        class Meta:
            database = db
            table_name = 'site'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Site])

    class SustainableDevelopmentGoal(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        number = IntegerField()
        name = JSONField()
        color = TextField()
        class Meta:
            database = db
            table_name = 'sustainable_development_goal'
            indexes = ((('entry', 'version'), True), (('number', 'entry'), False))
    db.create_tables([SustainableDevelopmentGoal])

    class Tag(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(null=True)
        live_until = BigIntegerField(default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        name = JSONField()
        class Meta:
            database = db
            table_name = 'tag'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Tag])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('tag'))
    migrator.migrate(migrator.drop_table('sustainable_development_goal'))
    migrator.migrate(migrator.drop_table('site'))
    migrator.migrate(migrator.drop_table('school'))
    migrator.migrate(migrator.drop_table('ranking_tags'))
    migrator.migrate(migrator.drop_table('ranking_sdgs'))
    migrator.migrate(migrator.drop_table('ranking'))
    migrator.migrate(migrator.drop_table('program_tags'))
    migrator.migrate(migrator.drop_table('program_sdgs'))
    migrator.migrate(migrator.drop_table('program_schools'))
    migrator.migrate(migrator.drop_table('program_departments'))
    migrator.migrate(migrator.drop_table('program_degrees'))
    migrator.migrate(migrator.drop_table('program'))
    migrator.migrate(migrator.drop_table('popular_search_tags'))
    migrator.migrate(migrator.drop_table('popular_search_sdgs'))
    migrator.migrate(migrator.drop_table('popular_search_schools'))
    migrator.migrate(migrator.drop_table('popular_search'))
    migrator.migrate(migrator.drop_table('news_story_tags'))
    migrator.migrate(migrator.drop_table('news_story_sdgs'))
    migrator.migrate(migrator.drop_table('news_story_schools'))
    migrator.migrate(migrator.drop_table('news_story'))
    migrator.migrate(migrator.drop_table('menu'))
    migrator.migrate(migrator.drop_table('label'))
    migrator.migrate(migrator.drop_table('homepage_section_sdgs'))
    migrator.migrate(migrator.drop_table('homepage_section_rankings'))
    migrator.migrate(migrator.drop_table('homepage_section_popular_searches'))
    migrator.migrate(migrator.drop_table('homepage_section_news_stories'))
    migrator.migrate(migrator.drop_table('homepage_section_firsts'))
    migrator.migrate(migrator.drop_table('homepage_section_first_categories'))
    migrator.migrate(migrator.drop_table('homepage_section_featured_events'))
    migrator.migrate(migrator.drop_table('homepage_section_facts'))
    migrator.migrate(migrator.drop_table('homepage_section_awards'))
    migrator.migrate(migrator.drop_table('homepage_section'))
    migrator.migrate(migrator.drop_table('first_tags'))
    migrator.migrate(migrator.drop_table('first_sdgs'))
    migrator.migrate(migrator.drop_table('first_schools'))
    migrator.migrate(migrator.drop_table('first_category'))
    migrator.migrate(migrator.drop_table('first_categories'))
    migrator.migrate(migrator.drop_table('first'))
    migrator.migrate(migrator.drop_table('fact_tags'))
    migrator.migrate(migrator.drop_table('fact'))
    migrator.migrate(migrator.drop_table('event_tags'))
    migrator.migrate(migrator.drop_table('event_sdgs'))
    migrator.migrate(migrator.drop_table('event_schools'))
    migrator.migrate(migrator.drop_table('event'))
    migrator.migrate(migrator.drop_table('department'))
    migrator.migrate(migrator.drop_table('degree'))
    migrator.migrate(migrator.drop_table('award_tags'))
    migrator.migrate(migrator.drop_table('award_sdgs'))
    migrator.migrate(migrator.drop_table('award_schools'))
    migrator.migrate(migrator.drop_table('award'))
    migrator.migrate(migrator.drop_table('entry'))
