"""Articles in other languages than English: what marks, order and a few word lists give, and no more.

`steps` has the order. Word lists are one file a language in `lexicon/languages`; for a language without one, what needs
words is left out. Where spaCy's pipeline for the language is installed, it adds names, and subjects of reporting words.
No rule of English grammar and no model trained on English is used here.
"""
