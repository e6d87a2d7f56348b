"""JSON downloads are read back whole, and other files are refused in words."""

import json
from typing import Any

import pytest

from analysis.models import Question
from exams.tenancy import institution_scope
from reports.exports.profile_file import NoProfileFile, ProfileFile, read_profile
from reports.exports.questions_file import QuestionsFile
from reports.models import Profile
from reports.selectors import document_of
from tests.people import People
from tests.reports.rows import publish

AT = "/at/norvale"


def test_profile_is_read_back_whole(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        professor = publish()
        document = document_of(Profile.objects.get())
        ids = set(Question.objects.values_list("pk", flat=True))
    answer = browser(people.carol).get(f"{AT}/professors/{professor.pk}/profile.json")
    assert answer["Content-Disposition"] == 'attachment; filename="dr-ada-fenwick-profile.json"'
    file = read_profile(answer.content)
    assert file.document == document
    assert {one.id for one in file.questions} == ids
    proofs = {id_ for topic in file.document.analysis.topics for id_ in topic.evidence}
    assert proofs <= ids
    assert len({one.key for one in file.questions}) == len(ids)
    assert ProfileFile.model_validate_json(file.model_dump_json()) == file

    other = {**json.loads(answer.content), "version": 2}
    with pytest.raises(NoProfileFile, match="no profile of version 1"):
        read_profile(json.dumps(other).encode())
    with pytest.raises(NoProfileFile):
        read_profile(b"not JSON")

    found = browser(people.carol).get(f"{AT}/questions/download.json").content
    questions = QuestionsFile.model_validate_json(found).questions
    assert {one["key"] for one in questions} == {one.key for one in file.questions}
