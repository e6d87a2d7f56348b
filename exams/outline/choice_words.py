"""What papers say where something may be chosen: "OR", "answer any five", "deux au choix"."""

import re
from collections.abc import Iterator

OR = re.compile(
    r"^\W*(?:or|oder|ou|ou bien|o bien|oppure|ovvero|eller|of|ofwel|veya|ya da|или)\W*$",
    re.IGNORECASE,
)
CHOICE_BEFORE = re.compile(  # "Either 1 …", "Or 2(b) …"
    r"^(?:either|or|entweder|oder|soit|ou)\s+(?=\(?\d{1,2}\b)", re.IGNORECASE
)
_OR_BEFORE = re.compile(r"^(?:or|oder|ou)\s", re.IGNORECASE)
OR_AT_END = re.compile(r"(?:^|[.?)\]\s])\(?OR\)?\W*$")
ONE_EACH = re.compile(
    r"\bone\s+(?:(?:full\s+|complete\s+)?question\s+)?from\s+(?:each|every)|"
    r"(?:choosing|selecting)\s+(?:at\s*least\s+)?one\s+(?:full\s+)?(?:question\s+)?from\s+(?:each|every)",
    re.IGNORECASE,
)
COMPULSORY = re.compile(
    r"\bq(?:uestion)?s?\W*(?:no\W*)?(?P<number>\d{1,2}|[IVX]{1,4})\s+(?:is|will\s+be)\s*compulsory",
    re.IGNORECASE,
)
_WORDS = {
    word: value
    for value, words in enumerate(
        (
            "one eine einen eins une un una uno uma um een één ett en bir birini",
            "two zwei deux dos due duas dois twee två iki ikisini",
            "three drei trois tres tre três drie üç üçünü",
            "four vier quatre cuatro quattro quatro fyra dört dördünü",
            "five fünf cinq cinco cinque vijf fem beş beşini",
            "six sechs seis sei sex zes altı altısını",
            "seven sieben sept siete sette sete zeven sju yedi yedisini",
            "eight acht huit ocho otto oito åtta sekiz sekizini",
            "nine neun neuf nueve nove negen nio dokuz",
            "ten zehn dix diez dieci dez tien tio on",
        ),
        1,
    )
    for word in words.split()
}
NUMERAL = rf"\d{{1,2}}|{'|'.join(_WORDS)}"
_COMMANDS = (
    r"answer|attempt|solve|do|choose|select|write|complete|"
    r"(?:beantworten|bearbeiten|wählen|lösen) sie|beantworte|bearbeite|wähle|"
    r"répond(?:ez|re)(?: à)?|traite[rz]|choisi(?:ssez|r)|résol(?:vez|udre)|"
    r"(?:conteste|responda|resuelva|resolva|elija|escoja|escolha|desarrolle|seleccione|selecione)n?"
    r"(?: a)?|(?:contestar|responder|resolver|elegir|escolher)(?: a)?|"
    r"(?:rispond(?:a|ere|ete|i)|svolg(?:a|ere|ete|i)|sc(?:elga|egliere|egliete|egli)|"
    r"risolv(?:a|ere|ete|i))(?: a)?|"
    r"beantwoord|kies|maak|los|besvara|välj|lös|svara på"
)
_ONLY = r"(?:only|nur|seulement|solo|sólo|somente|apenas|slechts|endast|bara)"
_CHOSEN = (  # what may follow "any three" where questions are chosen, and not "distinct vertices"
    r"of\b|from\b|out\b|among|(?:full |complete |other |short |long |sub)?-?(?:questions?|parts?|"
    r"problems?)\b|fragen\b|aufgaben\b|von\b|der\b|the following|below|[.:;,)\]\[(\-–]|$"
)
_QUESTIONS = (
    r"questions?|fragen?|(?:teil)?aufgaben?|exercices?|problèmes?|preguntas?|ejercicios?|problemas?|"
    r"quest(?:ão|ões)|perguntas?|exercícios?|domand[ae]|quesit[oi]|esercizi?o?|problem[ai]|vragen|"
    r"vraag|opgaven?|frågor(?:na)?|uppgifter(?:na)?|fråga|uppgift"
)
_OF = (
    r"out\s+of|of|from|aus|von|der|dieser|parmi|des|de|d'entre|entre|das|dos|delle|dei|degli|fra|"
    r"tra|di|su|sur|van|uit|av|bland"
)
_ANY = re.compile(
    rf"(?:\b(?P<command>{_COMMANDS})\s+(?:{_ONLY}\s+)?|\b|(?<=\w))"
    r"(?:any|beliebige|cualquier\w*|quaisquer|qualsiasi|valfria|willekeurige)\s*\(?\s*"
    rf"(?P<count>{NUMERAL})\b(?P<goes_on>\s*\)?\s*(?:{_CHOSEN}))?",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"\b(?P<count>{NUMERAL})\s+(?:questions?\s+)?(?:out\s+of|aus)\s+(?:the\s+)?(?:{NUMERAL})\b",
    re.IGNORECASE,
)
_SOME_OF = re.compile(
    rf"\b(?:{_COMMANDS})\s+(?:{_ONLY}\s+)?(?P<count>{NUMERAL})\s+"
    rf"(?:(?:full|other)\s+)?(?:(?:{_QUESTIONS})\s+)?(?:{_OF})\b",
    re.IGNORECASE,
)
_AT_CHOICE = re.compile(
    rf"\b(?P<count>{NUMERAL})\s+(?:(?:{_QUESTIONS})\s+)?(?:au choix|a (?:su )?elección|à (?:sua )?"
    r"escolha|a (?:vostra |sua )?scelta|naar keuze|nach wahl|ihrer wahl|efter eget val)\b",
    re.IGNORECASE,
)
_TURKISH = re.compile(  # the verb stands last
    r"\b(?:aşağıdaki\w*|soru\w*)\b[^.:]{0,40}?\b"
    rf"(?P<count>{NUMERAL})(?:'\w+|\s+(?:tanesini|soruyu))?\s+(?:cevapla|yanıtla|çöz|seç)\w*",
    re.IGNORECASE,
)


# The patterns, each with pieces of words of which one must be there: texts are long.
_PATTERNS = (
    (
        _ANY,
        re.compile(r"any|beliebig|cualquier|quaisquer|qualsiasi|valfria|willekeur", re.IGNORECASE),
    ),
    (_OUT_OF, re.compile(r"out\s|aus\s", re.IGNORECASE)),
    (_SOME_OF, None),
    (_AT_CHOICE, re.compile(r"choi|elec|escol|scelt|keuz|wahl|eget", re.IGNORECASE)),
    (_TURKISH, re.compile(r"cevapla|yanıtla|çöz|seç", re.IGNORECASE)),
)


def is_alternative(text: str) -> bool:
    """Whether the line begins a question as the alternative to the one before: "Or 2(b) …"."""
    return bool(CHOICE_BEFORE.match(text) and _OR_BEFORE.match(text))


def rules_in(text: str) -> Iterator[tuple[int, str]]:
    """How many are to be answered, and the words that say so."""
    for pattern, cue in _PATTERNS:
        if cue is not None and not cue.search(text):
            continue
        for match in pattern.finditer(text):
            if pattern is _ANY and not (match["command"] or match["goes_on"]):
                continue
            yield numeral(match["count"]), match[0].strip()


def numeral(word: str) -> int:
    """The value of what `NUMERAL` matches: figures, or a word of one of nine languages."""
    return int(word) if word.isdigit() else _WORDS[word.lower()]
