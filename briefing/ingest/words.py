"""Small closed classes of English words that the forms of titles, bylines and furniture are told by."""

from __future__ import annotations

import re

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"

PREPOSITIONS = frozenset(
    """about above across after against along amid among around as at before behind below beneath beside besides
    between beyond by despite down during except following for from in including inside into like near of off on
    onto out outside over past per regarding since through throughout till to toward towards under underneath
    until up upon via with within without""".split()
)
DETERMINERS = frozenset(
    """a an the this that these those my your his her its our their some any no every each either neither both
    all half such what which whose another several many much more most few fewer little less""".split()
)
CONJUNCTIONS = frozenset(
    "and or but nor yet so because although though if unless when where while whereas whether than".split()
)
AUXILIARIES = frozenset(
    """is are was were am be been being has have had having do does did will would can could may might must shall
    should isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't
    shouldn't cannot""".split()
)
FINITE = AUXILIARIES - frozenset(("be", "been", "being", "having"))
PRONOUNS = frozenset("he she it they we i you him her them us me who whom this that these those there".split())
# Words that may not end a title, since something must follow them.
DANGLING = PREPOSITIONS | DETERMINERS | CONJUNCTIONS | AUXILIARIES | frozenset(("not", "very", "who", "also"))

# Past tenses that do not end in -ed and are frequent in news, for telling whether words hold a finite verb.
IRREGULAR_PASTS = frozenset(
    """ate beat became began bent bet bit blew bore bought bound broke brought built burst came caught chose clung
    cost cut dealt drank drew drove fed fell felt fled flew forbade forced fought found froze gave got grew heard
    held hid hit hung hurt kept knew laid lay led left lent let lit lost made meant met outlined overcame oversaw
    overthrew paid put quit ran rang read rebuilt resold rode rose said sang sank sat saw sent set shed shook shot
    shrank shut slew slid slept sold sought spent split spoke spread sprang stole stood strode struck stuck stung
    sued swam swept swore swung took taught thought threw threw tore told understood undertook unveiled upheld
    woke withdrew withheld withstood won wore wound wrote""".split()
)
# -ed words that are seldom verbs.
NOT_PASTS = frozenset("hundred indeed united need speed feed seed deed breed red bed wed shed sacred naked".split())

# Verbs of saying: a title must not end right after one, and what follows one at a sentence's end is its source.
SAYING = frozenset(
    """said says say told tells tell claimed claims alleged alleges announced announces argued argues asserted
    insisted insists denied denies warned warns admitted admits added adds believed believes believe thinks think
    thought suggested suggests reported reports report confirmed confirms stated states declared declares
    acknowledged acknowledges conceded concedes explained predicted predicts promised vowed vows pledged hinted
    feared fears hoped hopes expects expected revealed reveals showed shows found finds asked asks noted wrote
    writes tweeted""".split()
)
# Words after which an infinitive belongs to them ("urged China to …", "a plan to …"), so that none is cut there.
TAKES_INFINITIVE = frozenset(
    """ask asked asks urge urged urges order ordered orders force forced forces allow allowed allows want wanted
    wants call called calls press pressed push pushed invite invited warn warned persuade persuaded encourage
    encouraged require required permit permitted help helped expect expected expects appeal appealed authorize
    authorized authorise authorised direct directed instruct instructed advise advised compel compelled enable
    enabled lead led cause caused prompt prompted plan plans decision bid effort efforts attempt attempts deal
    right pledge vow order orders ability chance proposal request offer promise threat demand need move moves
    pressure power agreement failure refusal readiness intention commitment way ways time reason able ready likely
    unlikely set due going willing""".split()
)

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


def words(text: str) -> list[str]:
    """The words of `text`, without numbers and marks."""
    return _WORD.findall(text)
