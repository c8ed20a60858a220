"""Files of one message together: a bad one spoils no other, and there are limits."""

from matchmaking.thread import files
from portal.delivery.file_kinds import LARGEST


def test_one_bad_file_spoils_no_other_and_there_are_limits():
    given = [files.Given(f"{number}.pdf", b"%PDF-" + b"x") for number in range(7)]
    taken, refused = files.check([files.Given("a.exe", b"MZ"), *given])
    assert len(taken) == 5
    assert [one.code for one in refused] == ["kind", "count", "count"]
    large = [files.Given(f"{n}.pdf", b"%PDF-" + b"x" * (LARGEST - 5)) for n in range(3)]
    taken, refused = files.check(large)
    assert (len(taken), [one.code for one in refused]) == (2, ["total"])
    assert "合わせて20MB" in files.words(refused[0].as_json())
    assert "1つ10MBまで" in files.words({"name": "large.pdf", "code": "size"})
