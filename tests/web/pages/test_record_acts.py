"""The record in the browser: words are erased, and a checkpoint is given to another body."""

from pathlib import Path

from tests.web.pages.acting import HOSTILE, assert_escaped, newest, opened, page, sign_in
from tests.web.procedures import boards

__all__ = ["opened"]


def test_words_are_erased_once_it_is_shown_what_an_entry_holds(opened: Path) -> None:
    from commonweal.web.reads import stored

    boards.appointed("p-1", name=HOSTILE)
    number = str(newest().number)
    secretary = sign_in("board secretary")
    assert "Which words are erased" not in page(secretary.get("/work/erase-content/"))
    assert "Fill this in." in page(secretary.post("/work/erase-content/", {}))
    for none in ("1", "9999"):
        assert "No words are kept under this number." in page(secretary.post("/work/erase-content/", {"entry": none}))
    looked = secretary.post("/work/erase-content/", {"entry": number, "more": "entry"})
    assert_escaped(looked)
    assert "Something has to be put right" not in page(looked)
    assert f"Entry {number}: " in page(looked)
    assert 'href="#id_reason"' in page(secretary.post("/work/erase-content/", {"entry": number, "words": "name"}))
    assert len(stored.personal(int(number))) == 1
    sent = {"entry": number, "words": "name", "reason": "asked by the person"}
    assert secretary.post("/work/erase-content/", sent)["Location"] == "/work/?done=erase_content"
    assert newest().payload == {"entry": int(number), "fields": ["name"], "reason": "asked by the person"}
    assert stored.personal(int(number)) == ()
    assert "No words are kept under this number." in page(secretary.post("/work/erase-content/", sent))
    assert sign_in("steward").get("/work/erase-content/").status_code == 403


def test_a_checkpoint_is_lodged_and_the_line_to_give_is_shown(opened: Path) -> None:
    auditor = sign_in("auditor")
    before = newest()
    assert before.hash in page(auditor.get("/work/lodge-checkpoint/"))
    assert "Fill this in." in page(auditor.post("/work/lodge-checkpoint/", {}))
    told = page(auditor.post("/work/lodge-checkpoint/", {"keeper": "The county <b>record</b> office"}))
    assert f"<code>{before.number} {before.hash}</code>" in told
    assert "&lt;b&gt;record&lt;/b&gt;" in told
    assert newest().payload["with"] == "The county <b>record</b> office"
    hostile = auditor.post("/work/lodge-checkpoint/", {"keeper": HOSTILE})
    assert hostile.status_code == 409
    assert_escaped(hostile)
    assert sign_in("board member").get("/work/lodge-checkpoint/").status_code == 403
