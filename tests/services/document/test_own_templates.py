"""Mẫu riêng ở dịch vụ: taken in when it is sound, in force for its owner alone, never remade."""

import hashlib
import io

import docx
import pytest
from sqlalchemy import text

from tests.files.own_templates import LETTER, template
from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services import nine_members as nine
from tests.services.document.test_writing import DAY, NOW, SAID, invited, issue, state, write
from tests.services.document.test_writing import TOLD as WORDS
from thidua.db.engine import reading, writing
from thidua.domain.document.letterhead import Owner
from thidua.domain.document.template import DECK, TemplateState
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.files.word.properties import read_properties
from thidua.services.document import issuing, making, templates, texts
from thidua.services.ground.work import Work
from thidua.services.record import integrity

KIND = "giay-moi"
OWN = template("MẪU CỦA KHỐI {{ten_khoi}}", *LETTER)
OTHER = template("MẪU MỚI {{ten_khoi}}", *LETTER)


@pytest.fixture(autouse=True)
def block(sqlite_url):
    nine.settle()
    state()
    write(WORDS)


def add(data=OWN, owner=Owner.BLOCK, code="K1", actor=nine.HEAD, document=KIND, name="mau.docx"):
    return nine.do(
        templates.add, actor, owner=owner, code=code, document=document, data=data, file_name=name
    )


def use(key, seen=1, actor=nine.HEAD):
    nine.do(templates.put_in_force, actor, key=key, seen=seen)


def listed(owner=Owner.BLOCK, code="K1"):
    return [
        (one.place, one.state, one.version)
        for one in nine.see(templates.of_owner, owner=owner, code=code)
    ]


def lines(data):
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]


def made():
    return nine.see(making.word, code=KIND)


def test_a_template_is_used_only_when_it_is_put_in_force_and_can_be_taken_out_again():
    plain = made()
    key = add()
    assert (made(), listed()) == (plain, [(1, TemplateState.KEPT, 1)])

    use(key)
    own = made()
    assert lines(own)[0].startswith("MẪU CỦA KHỐI ")
    assert (made(), listed()) == (own, [(1, TemplateState.IN_FORCE, 2)])
    digest = hashlib.sha256(OWN).hexdigest()
    assert read_properties(own) == {
        **read_properties(plain),
        "thidua.template": f"rieng-1-{digest[:8]}",
    }

    nine.do(templates.take_out, key=key, seen=2)
    assert (made(), listed()) == (plain, [(1, TemplateState.TAKEN_OUT, 3)])


def test_another_takes_its_place_and_both_are_in_the_record():
    first, second = add(), add(OTHER, name="mới.docx")
    use(first)
    use(second)

    assert listed() == [(2, TemplateState.IN_FORCE, 2), (1, TemplateState.TAKEN_OUT, 3)]
    assert lines(made())[0].startswith("MẪU MỚI ")
    told = [one for one in recorded() if one.action.startswith("document.template")]
    assert [(one.action, one.old, one.new) for one in told] == [
        ("document.template_added", "", "Giấy mời họp của Khối K1, bản 1: mau.docx"),
        ("document.template_added", "", "Giấy mời họp của Khối K1, bản 2: mới.docx"),
        ("document.template_used", "", "Giấy mời họp của Khối K1, bản 1: mau.docx"),
        (
            "document.template_used",
            "Giấy mời họp của Khối K1, bản 1: mau.docx",
            "Giấy mời họp của Khối K1, bản 2: mới.docx",
        ),
    ]


def test_a_paper_with_a_number_stays_as_it_went_out():
    key = issue()
    before = nine.see(issuing.content, key=key)
    use(add())
    assert nine.see(issuing.content, key=key) == before

    with pytest.raises(Refused, match="Thay thế"):
        issue()
    again = issue(replaces=key, reason="Theo mẫu của khối")
    after = nine.see(issuing.content, key=again)
    assert lines(after)[0].startswith("MẪU CỦA KHỐI ")
    assert "Số: 02/GM-KTĐ" in lines(after)


def test_a_template_of_a_unit_is_not_that_of_the_block():
    use(add(owner=Owner.UNIT, code="U2"))

    assert (listed(), listed(Owner.UNIT, "U2")) == ([], [(1, TemplateState.IN_FORCE, 2)])
    assert not lines(made())[0].startswith("MẪU CỦA KHỐI")


def test_what_is_not_sound_is_refused_with_its_reasons_and_nothing_is_kept():
    with pytest.raises(Refused) as told:
        add(template("{{ten_kho}}", "{{NOI_DUNG}}"))

    assert str(told.value) == (
        "Tệp mẫu không nhận được: Đoạn 1: không có «{{ten_kho}}»; có phải {{ten_khoi}}?; thiếu dấu "
        "{{CHU_KY}}, mà «Giấy mời họp» phải có; thiếu dấu {{so_ky_hieu}}, mà «Giấy mời họp» phải "
        "có và 1 lỗi nữa."
    )
    assert listed() == []


def test_a_deck_has_the_looks_of_the_block_s_own_template_and_of_no_unit_s():
    data = nine.see(templates.start_file, document=DECK)
    with pytest.raises(Refused, match="mẫu của nó cũng là của khối"):
        add(data, Owner.UNIT, "U1", document=DECK, name="mau.pptx")
    with pytest.raises(Refused, match="pptx"):
        add(OWN, document=DECK, name="mau.pptx")

    use(add(data, document=DECK, name="mau.pptx"))

    with reading() as session:
        used = templates.deck_of(session, nine.fresh())
    assert (used.data, used.mark) == (data, f"rieng-1-{hashlib.sha256(data).hexdigest()[:8]}")
    assert nine.see(templates.marks_in_force) == {DECK: used.mark}


def test_the_same_file_a_ballot_and_a_stale_view_are_refused():
    key = add()
    with pytest.raises(Refused, match="Đã có đúng tệp này: bản 1"):
        add(name="khác.docx")
    with pytest.raises(Refused, match="phải giống nhau ở mọi bản"):
        add(document="phieu-bau")
    use(key)
    with pytest.raises(StaleEdit):
        use(key)
    with pytest.raises(Refused, match="đang dùng rồi"):
        use(key, seen=2)
    with pytest.raises(NotFound):
        add(code="KHAC")


def test_an_officer_keeps_templates_of_the_own_unit_alone():
    officer = nine.OFFICERS["U3"]

    assert add(owner=Owner.UNIT, code="U3", actor=officer) > 0
    with pytest.raises(NotPermitted):
        add(owner=Owner.UNIT, code="U4", actor=officer)
    with pytest.raises(NotPermitted):
        add(actor=officer)
    with pytest.raises(NotPermitted):
        use(add(), actor=officer)


def test_a_template_changed_behind_the_program_is_not_used_and_is_named_by_the_check():
    use(add())
    with writing() as session:
        session.connection().execute(text("UPDATE paper_template SET content = :it"), {"it": OTHER})

    with pytest.raises(Refused, match="Tệp mẫu không còn như lúc nhận"):
        made()
    with reading() as session:
        found = {one.code: one.fault for one in integrity.verdicts(Work(session, PROGRAM))}
    assert found["I23"].startswith("mẫu riêng «mau.docx»: khác SHA-256 ")


def test_a_file_is_gone_through_once_however_often_the_page_asks(monkeypatch):
    read = []
    kept = templates.read_template
    monkeypatch.setattr(templates, "read_template", lambda *said: read.append(said) or kept(*said))
    other = template("MẪU KHÁC {{ten_khoi}}", *LETTER)

    found = [templates.examine(document=KIND, data=bytes(bytearray(other))) for _ in range(3)]
    assert [one.is_refused for one in found] == [False] * 3
    assert len(read) == 1


def test_the_trial_is_filled_with_sample_data():
    data = nine.see(templates.trial, document=KIND, data=OWN)

    assert "Văn bản điền thử" in lines(data)
    assert (invited().number, SAID.body, NOW.date() > DAY) == ("", "Khối thi đua số 1", True)


def test_an_own_form_says_the_draft_that_it_has_no_place_for():
    use(add())
    nine.do(texts.write, document=KIND, texts={"thoi_gian": ""}, seen={"thoi_gian": 1})

    first, second, *_ = lines(made())
    assert (first, second[:13]) == ("DỰ THẢO", "MẪU CỦA KHỐI ")
