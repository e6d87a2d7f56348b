"""The forms of English sentences about files, papers and syllabuses that are said on pages."""

from exams.said import fixed, form

SENTENCES = (
    # exams.sandbox.wording
    *fixed(
        "There is nothing to read in the file. Upload the paper again.",
        "The file is no PDF. Save or print the paper as a PDF and upload that.",
        "The file is protected by a password. Ask for a copy without it, or print it to a new PDF.",
        "The file is damaged. Ask for the original, or print it to a new PDF.",
        "The file is too large. Split it into single papers.",
        "Reading the file took too long. Print it to a new PDF and upload that.",
        "Reading the file took too much memory. Print it to a new PDF and upload that.",
        "The file could not be read. Print it to a new PDF and upload that.",
        "The rest was read. Print those pages to a new PDF if they matter.",
        "The file is empty (0 bytes). Upload the paper again.",
        "The text was read, but its questions could not be told apart.",
        "damaged",
        "too large",
        "too slow to read",
        "in need of too much memory",
        "impossible to read",
    ),
    form(
        "The file has {n} MB, more than the {n_most} MB allowed. "
        "Split it, or scan it in fewer shades."
    ),
    form("The file has {n} pages, more than the {n_most} allowed. Split it into single papers."),
    form("The file could not be opened ({reason}). Upload the paper again."),
    form("Page {page} is {said_state}."),
    form("Pages {pages} are {said_state}."),
    # exams.models.paper
    form("page {n}"),
    form("pages {n} to {n_last}"),
    # exams.services
    form("{file}: the same file is here as {other}."),
    form("{file}: the file is empty."),
    form("{file}: larger than {n} MB."),
    form("{file}: larger than {n} MB. Send it in parts."),
    form("{file}: not a PDF. Print or scan it to a PDF first."),
    form("{file}: more than {n} MB unpacked. Send it in parts."),
    form("{file}: the ZIP is damaged or of a kind that is not read."),
    form("{file}: {n} files in it, more than {n_most}. Send it in parts."),
    form("{file}: the ZIP has a password. Send it without one."),
    form("{file}: there is no file in the ZIP."),
    form("The file holds {n} papers, counted as one sitting."),
    form("{paper}: no other paper was found in the file."),
    form("Filed as {n} papers."),
    form("The cover names {name}, the upload {meant}."),
    form("The cover says {year}."),
    form("The file’s name says {year}."),
    *fixed(
        "No year was found.",
        "No course was found.",
        "The year is that of the file’s name.",
        "Some of it may have been read wrongly.",
        "Choose topics of one course.",
        "There is no letter in the name.",
    ),
    # exams.syllabus
    *fixed(
        "No topic was found in it. Write one topic a line, what belongs to it indented below.",
        "The document declares entities, which Word never does. Paste its text.",
        "The document is damaged. Save it again, or paste its text.",
        "The document has too many parts. Paste its text.",
        "This is no Word document. Give a PDF, .docx, .csv or plain text.",
        "The document unpacks to more than a syllabus can be. Paste its text.",
        "The file is empty (0 bytes). Choose it again.",
        "There is no text in the file. If it is a scan, paste its text instead.",
        "This is a document of an old Word. Save it as .docx or as a PDF.",
        "The PDF could not be read.",
        "This is neither a PDF, a Word document (.docx), a CSV nor plain text.",
        "Reading the document took too long. Save it as a PDF, or paste its text.",
        "The document could not be read. Save it as a PDF, or paste its text.",
    ),
    form(
        "The file has more than {n} MB. A syllabus is text: save it without pictures, or paste "
        "its text."
    ),
    form("The course has a syllabus “{name}” already."),
    form("It ends in {last}, before it begins in {first}."),
    form("“{name}” holds for some of these years: {years}."),
)
