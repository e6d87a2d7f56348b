"""Words that tell tasks, instructions and choices apart.

They support what position and sequence say and never decide alone, so that a language that is
missing here costs little.
"""

import re

_VERBS = (
    r"analy[sz]e|apply|argue|arrange|assess|assign|assume|build|calculate|check|"
    r"choose|cite|classify|comment|compare|compile|complete|compute|conclude|"
    r"consider|construct|contrast|convert|convince|create|criticise|deduce|define|"
    r"demonstrate|derive|describe|determine|develop|differentiate|"
    r"discuss|distinguish|divide|draw|elaborate|eliminate|enlist|enumerate|"
    r"establish|estimate|evaluate|examine|expand|explain|explore|express|factorise|"
    r"fill|find|fit|formulate|give|identify|illustrate|implement|improve|indicate|"
    r"infer|integrate|interpret|investigate|justify|locate|mention|"
    r"minimi[sz]e|modify|negate|obtain|outline|perform|plot|"
    r"predict|prepare|present|prove|provide|propose|recommend|reduce|refactor|"
    r"represent|rewrite|sketch|show|simplify|simulate|solve|specify|suggest|"
    r"summari[sz]e|swap|trace|transform|translate|use|verify|write|explain|"
    r"briefly|compute|beantworten|begründen|berechnen|beschreiben|bestimmen|beweisen|"
    r"definieren|diskutieren|entscheiden|erklären|erläutern|ermitteln|formulieren|"
    r"füllen|geben|interpretieren|leiten|lösen|nennen|prüfen|schätzen|schreiben|"
    r"skizzieren|skizieren|stellen|treffen|vergleichen|zeichnen|zeigen|beschriften|"
    r"berechen|calculer|démontrer|déterminer|donner|expliquer|montrer|trouver|"
    r"calcule|calcular|demuestre|demostrar|determine|explique|halle|hallar|resolver|"
    r"calcola|dimostra|spiega|trova|beräkna|bevisa|bestäm|förklara|ange|visa"
)
_ASKING = re.compile(
    r"^\W*(?:how|what|when|where|whether|which|who|why|if|suppose|let|true|"
    r"welche[rs]?|"
    r"wie|warum|was|wann|comment|pourquoi|quel(?:le)?s?|cómo|cuál|perché|come|hur|vad|varför)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"^\W*(?:is|are|do|does|can)\b", re.IGNORECASE)  # asks with a "?" only
_NOUNS_TOO = (
    "design|detail|label|list|model|name|outline|point|rank|state|test"  # "the steady state"
)
_COMMAND = re.compile(
    rf"\b(?P<verb>{_VERBS})\b|"
    rf"(?:^\W*|[.,;:?!)\]]\s*|\b(?:and|or|then|also|to|briefly|hence|clearly)\s+)"
    rf"(?P<noun>{_NOUNS_TOO})\b",
    re.IGNORECASE,
)
_INSTRUCTION_HEAD = re.compile(
    r"\b(?:instructions?|guidelines?|notes?|rules?|read (?:carefully|the following)|attention|"
    r"n\.?b|important|hinweise?|anweisungen|consignes?|instrucciones|istruzioni|instruktioner|"
    r"before you (?:start|begin)|general information|grading|anvisningar|regeln)\b",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"\b(?:all (?:the )?questions|question paper|answer ?(?:book|sheet|script|all|any)|attempt|"
    r"calculators?|candidates?|compulsory|mobile|phones?|gadgets?|pens?|pencils?|ink|legib\w+|"
    r"neat\w*|assume suitable|missing data|invigilat\w+|cheat\w*|plagiari\w+|full marks|"
    r"figures to the right|permitted|allowed|prohibited|forbidden|closed book|open book|"
    r"roll (?:no|number)|your name|student id|extra sheets?|hand in|submit\w*|clarifications?|"
    r"doubts?|be concise|exam hall|unless otherwise|question no|outcome|taschenrechner|erlaubt|"
    r"hilfsmittel|matrikel\w*|täuschung\w*|klausur|bewertet|blatt|hjälpmedel|"
    r"calculatrices?|interdit\w*|autoris\w+|calculadoras?|permitid\w+|prohibid\w+|proibid\w+|"
    r"rekenmachines?|toegestaan|hesap makinesi|miniräknare|tillåt\w+|"
    r"vietat\w*|consentit\w*|"
    r"do not (?:write|use|open|turn)|no marks|partial credit|points? each|bonus)\b",
    re.IGNORECASE,
)
_CHOICE_TEST = re.compile(
    r"\b(?:multiple[- ]choice|mcqs?|choose the (?:correct|right|best)|correct (?:option|answer|"
    r"alternative|statement|expression)|which (?:expression|statement|answer)s?|tick|"
    r"objective(?:[- ]type)?|circle the|select the|ankreuzen|kreuzen|"
    r"welche (?:der )?(?:folgenden )?aussagen?|which of (?:the|these)|true or false|"
    r"(?:one|more) (?:options? |answers? |choices? )?(?:may|can) be (?:correct|true|right)|"
    r"more than one (?:correct |right )?(?:answer|option|choice)|"
    r"(?:mark|tick|circle) your (?:answer|choice)|"
    r"laquelle|lesquelles|cochez|quelle\(s\)|vilket av följande|vilka av följande|kryssa|"
    r"opción correcta)\b",
    re.IGNORECASE,
)
_OTHER_OPTIONS = re.compile(
    r"^\W*(?:all|none|any|some|both|neither|keine|alle|ninguna|todas)\s+"
    r"(?:(?:of|the|these|above|der|de|las|two|a|b|c|i|ii|and|nor|&)\W*)+"
    r"(?:genannten|antworten|anteriores|them|options)?\W*$",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:following (?:characteristics|conditions?|assumptions?|data|rules|properties|facts|"
    r"parameters|specifications?|information|steps|statements hold|operations|constraints|"
    r"requirements|relations?|tables?|values)|assume that|such that|given that|given below|"
    r"folgende[nr]? (?:annahmen|daten|werte|eigenschaften))\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[;{}]\s*(?://.*)?$|^\s*(?:#include|import |package |public |private |static |return\b|def |"
    r"for ?\(|while ?\(|if ?\(|else\b|class |int \w+|void |printf|char |double |try\b|catch|@)|"
    r"==|!=|\+\+|&&|\|\||->|:=|\w\(\)|</?\w+>"
)
_ANSWER = re.compile(
    r"^\W*(?=(?-i:[A-ZÄÖÜ]))(?:(?:ans(?:wers?)?|solutions?|sol|lösung(?:en)?|réponse|solución|"
    r"soluzione|svar)\s*[:.]|"
    r"(?:solutions?|lösung(?:en)?|soluci[oó]n(?:es)?|solu[cç](?:ão|ões)|soluzion[ei]|corrigé|"
    r"lösningar|svar)\W*$)",
    re.IGNORECASE,
)
_FIRST_WORDS = 60  # characters in which a task says what to do


def command_of(text: str) -> str | None:
    """The verb or question word that says what to do, lower case, or None."""
    command = _COMMAND.search(text)
    if command:
        return (command["verb"] or command["noun"]).lower()
    match = _ASKING.match(text) or _AUXILIARY.match(text)
    return match[0].strip(" \"'([").lower() if match else None


def is_task(text: str) -> bool:
    """Whether the text asks for something."""
    return "?" in text or bool(_COMMAND.search(text[:_FIRST_WORDS]) or _ASKING.match(text))


def heads_instructions(text: str) -> bool:
    """Whether the line announces instructions."""
    return bool(_INSTRUCTION_HEAD.search(text)) and len(text) < 2 * _FIRST_WORDS


def is_instruction(text: str) -> bool:
    """Whether the text speaks of the examination and not of its subject."""
    return bool(_INSTRUCTION.search(text))


def announces_options(text: str) -> bool:
    """Whether the text announces answers to choose from."""
    return bool(_CHOICE_TEST.search(text))


def refers_to_options(text: str) -> bool:
    """Whether the text is an option that speaks of the others: "None of the above"."""
    return bool(_OTHER_OPTIONS.match(text))


def is_code(text: str) -> bool:
    """Whether a line reads like a line of a program."""
    return bool(_CODE.search(text))


def begins_answer(text: str, *, mono: bool = False) -> bool:
    """Whether a printed solution begins here; what a program prints (`mono`) is none."""
    return not mono and bool(_ANSWER.match(text))


def announces_given(text: str) -> bool:
    """Whether the text announces data or conditions."""
    return bool(_GIVEN.search(text))
