"""Questions of courses that do not exist, in our own words."""

from analysis.topics import PaperTexts

ALGEBRA = (
    "Find the eigenvalues of the matrix A and an eigenvector for each of them.",
    "Is the matrix B diagonalizable? If so, give a basis of eigenvectors.",
    "Solve the system of linear equations by Gaussian elimination and name the free variables.",
    "Reduce the augmented matrix to echelon form; for which k is the system consistent?",
    "Show that these three vectors are linearly independent and form a basis of the space.",
    "What is the dimension of the subspace spanned by the rows?",
    "Compute the determinant of the matrix by cofactor expansion.",
    "Use Gram-Schmidt to turn the columns into an orthonormal basis.",
    "Find the projection of b onto the column space and the least squares solution.",
    "Which line fits the four points best in the sense of least squares?",
    "Give the rank and the nullity of the linear transformation T.",
    "Is the map T a linear transformation? Find its matrix in the standard basis.",
)
SYSTEMS = (
    "Draw the Gantt chart for round robin with a time quantum of 3 and give the waiting time.",
    "Compare shortest job first with priority scheduling; when does starvation occur?",
    "How many page faults does LRU cause for this reference string with three frames?",
    "Explain thrashing and the working set of a process.",
    "Use the banker's algorithm to find a safe sequence, or show that a deadlock may occur.",
    "State the four conditions for deadlock and how hold and wait is prevented.",
    "Solve the producer consumer problem with semaphores.",
    "What is a critical section? Give Peterson's solution for mutual exclusion.",
    "A disk head stands at cylinder 53: how far does it move under SSTF and SCAN?",
    "Explain how an inode finds the blocks of a large file.",
    "Translate the logical address with the page table; what does the TLB save?",
    "What happens in the kernel when a process calls fork?",
)
WEINBAU = (
    "Beschreiben Sie den Rebschnitt im Winter und nennen Sie zwei Ziele.",
    "Erklären Sie, warum der Rebschnitt den Ertrag der Reben mindert.",
    "Welche Folgen hat ein später Rebschnitt für den Austrieb?",
    "Wie wirkt die Maischegärung auf den Gerbstoff im Wein?",
    "Vergleichen Sie die Maischegärung mit der Saftgärung.",
    "Welche Temperatur braucht die Maischegärung im Keller?",
)


def papers(questions: tuple[str, ...], title: str, count: int = 3) -> list[PaperTexts]:
    """The questions dealt out to so many papers."""
    return [PaperTexts(title, (), questions[number::count]) for number in range(count)]
