"""Words of exam papers in several languages, written for the generator; none is from a paper."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """What a paper prints besides its subject. `labels` are formats of a counted value."""

    name: str
    tasks: tuple[str, ...]
    stem: str
    labels: tuple[str, ...]  # of questions, with the word for them
    units: tuple[str, ...]  # of marks, formats
    sections: tuple[str, str]
    instructions: tuple[str, ...]
    instructions_head: str
    time: str
    column: str  # head of a column of marks
    either: str  # "OR"
    some: str  # "Answer any {} of the following."


ENGLISH = Language(
    "English",
    (
        "Define the rank of a matrix and give an example with three rows.",
        "Explain how a queue differs from a stack.",
        "Prove that the sum of two even numbers is even.",
        (
            "Describe the life cycle of a process in an operating system with a neat diagram and "
            "name every state through which it may go."
        ),
        "Compute the inverse of the given matrix, or show that there is none.",
        "What is meant by a critical section? Give two requirements of a solution.",
        "Compare depth first search with breadth first search on a tree of five nodes.",
        "Find the current through the resistor when the switch is closed.",
    ),
    "Consider a network with four nodes.",
    ("Q{1}.", "Q.{1}", "Question {1}", "Problem {1}:", "Exercise {1}."),
    ("({} marks)", "[{} marks]", "({} points)", "[{}p]", "{} marks", "({} pts)"),
    ("PART A", "PART B"),
    (
        "All questions are compulsory.",
        "Use of calculators is not allowed.",
        "Assume suitable data wherever necessary.",
        "Write your name on the answer book.",
    ),
    "Instructions:",
    "Time: 3 hours",
    "Marks",
    "OR",
    "Answer any {} of the following.",
)
GERMAN = Language(
    "German",
    (
        "Definieren Sie den Rang einer Matrix und geben Sie ein Beispiel.",
        "Erklären Sie den Unterschied zwischen einem Stapel und einer Schlange.",
        (
            "Berechnen Sie den Mittelwert und die Varianz der folgenden Stichprobe, und begründen "
            "Sie, warum die Varianz nie negativ ist."
        ),
        "Welche Annahmen braucht der Test?",
        "Skizzieren Sie die Verteilung und beschriften Sie die Achsen.",
    ),
    "Gegeben ist eine Folge von Zahlen.",
    ("Aufgabe {1}", "Aufgabe {1}:", "Frage {1}"),
    ("({} Punkte)", "{} Punkte", "[{} Punkte]", "({} P)"),
    ("Teil A", "Teil B"),
    ("Ein Taschenrechner ist erlaubt.", "Schreiben Sie Ihre Matrikelnummer auf jedes Blatt."),
    "Hinweise:",
    "Dauer: 90 Minuten",
    "Punkte",
    "ODER",
    "Beantworten Sie {} der folgenden Fragen.",
)
FRENCH = Language(
    "French",
    (
        "Définir le rang d'une matrice et donner un exemple.",
        "Expliquer la différence entre une pile et une file.",
        "Démontrer que la somme de deux nombres pairs est paire.",
        "Calculer la moyenne et la variance de cet échantillon, puis interpréter le résultat.",
        "Quelles sont les hypothèses du test ?",
    ),
    "On considère un réseau à quatre nœuds.",
    ("Exercice {1}", "Question {1}", "Problème {1} :"),
    ("({} points)", "{} points", "[{} points]", "({} pts)"),
    ("Partie I", "Partie II"),
    ("Les calculatrices sont interdites.", "Aucun document n'est autorisé."),
    "Consignes",
    "Durée : 2 heures",
    "Points",
    "OU",
    "Traitez {} des questions suivantes.",
)
SPANISH = Language(
    "Spanish",
    (
        "Defina el rango de una matriz y dé un ejemplo con tres filas.",
        "Explique la diferencia entre una pila y una cola.",
        "Demuestre que la suma de dos números pares es par.",
        "Calcule la media y la varianza de la muestra siguiente e interprete el resultado.",
        "¿Cuáles son los supuestos de la prueba?",
    ),
    "Considere una red con cuatro nodos.",
    ("Pregunta {1}", "Ejercicio {1}.", "Problema {1}:"),
    ("({} puntos)", "{} puntos", "[{} puntos]", "({} pts)"),
    ("Parte A", "Parte B"),
    ("No se permite el uso de calculadoras.", "Está prohibido hablar."),
    "Instrucciones",
    "Duración: 2 horas",
    "Puntos",
    "O BIEN",
    "Responda {} de las siguientes preguntas.",
)
ITALIAN = Language(
    "Italian",
    (
        "Definire il rango di una matrice e dare un esempio.",
        "Spiegare la differenza tra una pila e una coda.",
        "Dimostrare che la somma di due numeri pari è pari.",
        "Calcolare la media e la varianza del campione seguente e interpretare il risultato.",
        "Quali sono le ipotesi del test?",
    ),
    "Si consideri una rete con quattro nodi.",
    ("Esercizio {1}", "Esercizio {1}.", "Domanda {1}:"),
    ("({} punti)", "{} punti", "[{} punti]", "({} pt)"),
    ("Parte A", "Parte B"),
    ("È vietato l'uso della calcolatrice.", "Non è consentito uscire dall'aula."),
    "Istruzioni",
    "Durata: 2 ore",
    "Punti",
    "OPPURE",
    "Rispondere a {} delle seguenti domande.",
)
DUTCH = Language(
    "Dutch",
    (
        "Definieer de rang van een matrix en geef een voorbeeld.",
        "Leg uit wat het verschil is tussen een stapel en een wachtrij.",
        "Bewijs dat de som van twee even getallen even is.",
        "Bereken het gemiddelde en de variantie van de volgende steekproef en licht toe.",
        "Welke aannamen heeft de toets nodig?",
    ),
    "Gegeven is een netwerk met vier knopen.",
    ("Vraag {1}", "Opgave {1}."),
    ("({} pt)", "{} punten", "[{} p]", "({} p)"),
    ("Deel A", "Deel B"),
    ("Een rekenmachine is toegestaan.", "Boeken zijn niet toegestaan."),
    "Instructies",
    "Tijd: 2 uur",
    "Punten",
    "OF",
    "Beantwoord {} van de volgende vragen.",
)
PORTUGUESE = Language(
    "Portuguese",
    (
        "Defina o posto de uma matriz e dê um exemplo.",
        "Explique a diferença entre uma pilha e uma fila.",
        "Demonstre que a soma de dois números pares é par.",
        "Calcule a média e a variância da amostra abaixo e interprete o resultado.",
        "Quais são as hipóteses do teste?",
    ),
    "Considere uma rede com quatro nós.",
    ("Questão {1}", "Questão {1}:", "Exercício {1}."),
    ("({} pontos)", "{} pontos", "[{} pontos]", "({} ponto)"),
    ("Parte I", "Parte II"),
    ("O uso de calculadoras é proibido.", "Não é permitido sair da sala."),
    "Instruções",
    "Duração: 2 horas",
    "Pontos",
    "OU",
    "Responda a {} das seguintes questões.",
)
TURKISH = Language(
    "Turkish",
    (
        "Bir matrisin rankını tanımlayın ve bir örnek verin.",
        "Yığın ile kuyruk arasındaki farkı açıklayın.",
        "İki çift sayının toplamının çift olduğunu kanıtlayın.",
        "Verilen örneklemin ortalamasını ve varyansını hesaplayın, sonucu yorumlayın.",
        "Testin varsayımları nelerdir?",
    ),
    "Dört düğümlü bir ağ verilmiştir.",
    ("Soru {1}", "Soru {1}:", "Soru {1}."),
    ("[{}]", "({} p)", "{} puan"),
    ("Bölüm A", "Bölüm B"),
    ("Sınavda hesap makinesi kullanılabilir.", "Cep telefonu yasaktır."),
    "Kurallar",
    "Süre: 120 dakika",
    "Puan",
    "VEYA",
    "Aşağıdaki sorulardan {} tanesini cevaplayınız.",
)
SWEDISH = Language(
    "Swedish",
    (
        "Definiera rangen av en matris och ge ett exempel.",
        "Förklara skillnaden mellan en stack och en kö.",
        "Bevisa att summan av två jämna tal är jämn.",
        "Beräkna medelvärde och varians för stickprovet och tolka resultatet.",
        "Vilka antaganden kräver testet?",
    ),
    "Betrakta ett nätverk med fyra noder.",
    ("Uppgift {1}", "Uppgift {1}.", "Fråga {1}:"),
    ("({} poäng)", "{} poäng", "[{} poäng]", "({}p)"),
    ("Del A", "Del B"),
    ("Miniräknare är inte tillåten.", "Tillåtna hjälpmedel: penna."),
    "Instruktioner",
    "Skrivtid: 4 timmar",
    "Poäng",
    "ELLER",
    "Besvara {} av följande frågor.",
)
LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE, TURKISH, SWEDISH)
