from __future__ import annotations

from dataclasses import replace

from invented import comment, document

from medvirk_nlp.reporting.participants import Crowd


def test_one_respondent_with_many_comments_is_one_person() -> None:
    coded = [comment(n, respondent="r1") for n in range(10)]
    assert Crowd(coded, [document(coded)]).people(coded) == 1


def test_the_same_tag_in_two_documents_is_two_people() -> None:
    coded = [comment(1, respondent="r1"), comment(1, respondent="r1", document="dok-02")]
    assert Crowd(coded, []).people(coded) == 2


def test_lines_without_tags_are_one_person_where_nobody_knows_how_many_took_part() -> None:
    coded = [comment(n, respondent=None) for n in range(10)]
    assert Crowd(coded, [document(coded)]).people(coded) == 1


def test_lines_without_tags_are_no_more_people_than_took_part() -> None:
    coded = [comment(n, respondent=None) for n in range(10)]
    crowd = Crowd(coded, [document(coded, participants=6)])
    assert (crowd.people(coded[:3]), crowd.people(coded)) == (3, 6)
    assert crowd.estimated(coded)


def test_said_by_three_is_not_three_people() -> None:
    coded = [comment(1, respondent=None, multiplicity=3)]
    assert Crowd(coded, [document(coded, participants=8)]).people(coded) == 1


def test_two_parts_of_one_session_are_counted_once() -> None:
    coded = [comment(n, respondent=None, document=f"dok-0{n % 2 + 1}") for n in range(20)]
    documents = [document(coded, f"dok-0{n}", 6, "foreldre") for n in (1, 2)]
    crowd = Crowd(coded, documents)
    assert (crowd.people(coded), crowd.took_part(coded)) == (6, 6)


def test_a_comment_without_a_tag_adds_nobody_where_others_have_one() -> None:
    coded = [comment(1, respondent="r1"), comment(2, respondent=None), comment(3, respondent=None)]
    crowd = Crowd(coded, [document(coded, participants=8)])
    assert crowd.people(coded) == 1
    assert crowd.people(coded[1:]) == 1


def test_more_tags_than_participants_are_capped() -> None:
    coded = [comment(n) for n in range(9)]
    assert Crowd(coded, [document(coded, participants=4)]).people(coded) == 4


def test_a_mail_and_what_was_attached_to_it_are_one_person() -> None:
    coded = [comment(n, respondent=None, document=f"dok-01{n % 3 * '.01'}") for n in range(9)]
    ids = sorted({c.document_id for c in coded})
    mail, *attached = [document(coded, identity) for identity in ids]
    one = [replace(d, carrier=mail.id) for d in attached]
    assert Crowd(coded, [mail, *one]).people(coded) == 1
    assert Crowd(coded, [mail, *attached]).people(coded) == 3
