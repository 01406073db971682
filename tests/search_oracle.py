"""A search in plain Python: it goes through the texts of all entries, and shares no line with the SQL."""

from collections import Counter

from models.edition import content_types, own_fields
from models.links import Link, links_of
from models.search.columns import Weight, searched, texts_in
from models.search.tokens import exact, runs, stem
from models.translations import FALLBACKS
from resolvers.connections.search_arguments import default_types, kind_of
from resolvers.search.query import parsed
from resolvers.search.ranking import MOST_PARTIAL


class Found:
    """The texts of an entry, as they are looked at in one language after the other."""

    def __init__(self, row, chain):
        self.row, self.entry, self.kind = row, row.entry_id, kind_of(type(row))
        every = [
            text
            for field in searched(own_fields(type(row)))
            for text in texts_in(field, row.__data__[field.name], field.name)
        ]
        self.texts = [[list(exact(runs(text.text))) for text in every if text.tag == each.tag] for each in chain]
        self.titles = [
            [list(exact(runs(text.text))) for text in every if text.tag == each.tag and text.weight is Weight.TITLE]
            for each in chain
        ]

    def has(self, term, texts, *, by_stem=True):
        """Tell whether a term is in texts of one language: as the index has it, or with its tokens side by side."""
        tokens = [token for text in texts for token in text]
        if not by_stem:
            return any(beside(term.tokens, text) for text in texts)
        if term.is_prefix and any(token.startswith(term.word) for token in tokens):
            return True
        return all(unit_in(unit, texts) for unit in term.units)

    def points(self, query):
        every = sum(self.of_term(term) for term in query.terms)
        whole = [(60, 30, 6)] + [(40, 20, 6)] * (len(self.titles) - 1)
        found = [0]
        for titles, (as_whole, opening, within) in zip(self.titles, whole, strict=True):
            for title in titles:
                if title == list(query.tokens):
                    found.append(as_whole)
                if title[: len(query.tokens)] == list(query.tokens):
                    found.append(opening)
                if beside(query.tokens, title):
                    found.append(within)
        return every + max(found)

    def of_term(self, term):
        for place, titles in enumerate(self.titles):
            words = [token for title in titles for token in title]
            points = (16, 14, 12) if place == 0 else (10, 9, 8)
            if any(beside(term.tokens, title) for title in titles):
                return points[0]
            if term.word and any(stem(word) == stem(term.word) for word in words):
                return points[1]
            if term.is_prefix and any(word.startswith(term.word) for word in words):
                return points[2]
        for place, texts in enumerate(self.texts):
            if self.has(term, texts):
                return 2 if place == 0 else 1
        return 0


def beside(tokens, text):
    size = len(tokens)
    return size > 0 and any(tuple(text[start : start + size]) == tuple(tokens) for start in range(len(text) - size + 1))


def unit_in(unit, texts):
    token, is_unspaced = unit
    if not is_unspaced:
        return any(stem(word) == stem(token) for text in texts for word in text)
    return any(beside(tuple(token), text) for text in texts)


class Searcher:
    """Searches in one language among all that is live at an instant."""

    def __init__(self, locale, at):
        self.chain = (locale, *FALLBACKS[locale])
        self.all = [Found(row, self.chain) for model in content_types() for row in model.live(at)]
        self.every = [one for one in self.all if one.kind in default_types()]
        for one in self.every:
            one.links = list(links_from(one.row))

    def search(self, text):
        """List what is found, the best first, as points and slugs; and tell whether only some of the words are there."""
        query = parsed(text)
        if not query.terms:
            return [], False
        left = [one for one in self.every if not self.is_left_out(one, query)]
        whole = [one for one in left if all(any(one.has(term, texts) for texts in one.texts) for term in query.terms)]
        whole = [one for one in whole if has_phrases(one, query)]
        if not query.phrases and not query.without:
            whole += [one for one in self.linked(query) if one not in whole]
        found = whole
        if not whole and len(query.terms) > 1 and not (query.phrases or query.without):
            found = [one for one in left if any(one.has(term, titles) for term in query.terms for titles in one.titles)]
            found = list(newest(found))
        ranked = sorted(((one.points(query), one.entry, one.row.slug) for one in found), reverse=True)
        return [(points, slug) for points, _, slug in ranked], bool(found) and not whole

    def is_left_out(self, one, query):
        return any(one.has(term, texts, by_stem=bool(term.word)) for term in query.without for texts in one.texts)

    def linked(self, query):
        """List the entries that link to the one, of each type the last that was made, whose title is what is typed."""
        targets = {}
        for one in self.all:
            is_meant = any(title == list(query.tokens) for titles in one.titles for title in titles)
            if is_meant and not self.is_left_out(one, query):
                name = type(one.row).__name__
                targets[name] = max(targets.get(name, 0), one.entry)
        return [one for one in self.every if any(targets.get(target) in entries for target, entries in one.links)]


def newest(found):
    """Yield those of each type that were made last, as many as are ranked where none has all words."""
    kinds = Counter()
    for one in sorted(found, key=lambda one: -one.row.edition):
        kinds[one.kind] += 1
        if kinds[one.kind] <= MOST_PARTIAL:
            yield one


def has_phrases(one, query):
    return all(any(one.has(term, texts, by_stem=False) for texts in one.texts) for term in query.phrases)


def links_from(row):
    """Yield what an edition links to: the type, and the numbers of the entries."""
    for name, links in links_of(type(row)).items():
        yield links.target, [each.entry_id for each in getattr(row, name)]
    for field in row._meta.sorted_fields:
        if isinstance(field, Link) and row.__data__[field.name] is not None:
            yield field.target, [row.__data__[field.name]]
