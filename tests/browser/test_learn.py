"""Learning: questions, the tour, the challenge, and a lesson done from its first section to its last."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from site_hooks.lesson import Challenge
from site_hooks.parse import parse
from tests.browser.engines import expect
from tests.browser.learner import CHALLENGE, answer_right, quizzes, solve
from tests.browser.lesson_page import Frame, arrived
from tests.browser.site_server import ROOT, Site


def asking(page: Page, question: str) -> Locator:
    return page.locator("lesson-quiz").filter(has=page.get_by_role("group", name=question))


def test_a_wrong_answer_is_explained(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    quiz = asking(page, "The gradient is exactly zero here.")
    said = quiz.get_by_role("status")
    quiz.get_by_role("button", name="Check").click()
    expect(said).to_have_text("Choose an answer first.")
    quiz.get_by_role("radio", name="This is a global minimum").check()
    expect(said).to_be_empty()
    quiz.get_by_role("button", name="Check").click()
    expect(said).to_contain_text("Not right. You can try again.")
    expect(said).to_contain_text("Only if you also know that the function is convex.")
    expect(said).not_to_contain_text("stationary")
    expect(quiz.get_by_text("Answer and explanations")).to_be_hidden()
    answer_right(quiz)
    expect(quiz.get_by_text("Answer and explanations")).to_be_visible()


def test_answers_that_are_typed(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    number = asking(page, "what is the next x")
    field, said = number.get_by_role("textbox", name="Your answer, a number"), number.get_by_role("status")
    expect(field).to_have_accessible_description("Within 0.001 of the exact value is right.")
    for typed, told in (
        ("", "Write an answer first."),
        ("two", "Write one number"),
        ("3,6", "You added the step."),
        ("7", "Three moves"),
        ("12/5", "Right"),
    ):
        field.fill(typed)
        expect(said).to_be_empty()
        field.press("Enter")
        expect(said).to_contain_text(told)
    output = asking(page, "What does this print?")
    field, said = output.get_by_role("textbox", name="It prints"), output.get_by_role("status")
    for typed, told in (("1", "Python writes it as 1.0"), ("9", "Take the loop one step at a time"), ("1.0", "Right")):
        field.fill(typed)
        field.press("Enter")
        expect(said).to_contain_text(told)
    page.reload()
    expect(field).to_have_value("1.0")
    expect(said).to_contain_text("each step multiplies by")


def test_a_set_of_questions(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    quiz_set = page.locator("lesson-quizzes")
    score = quiz_set.locator(".lesson-set-score")
    expect(score).to_have_text("10 questions")
    retry = quiz_set.get_by_role("button", name="Retry the missed one")
    expect(retry).to_be_hidden()
    first, second = quizzes(page)[:2]
    first.get_by_role("textbox").fill("3.6")
    first.get_by_role("textbox").press("Enter")
    answer_right(first)
    answer_right(second)
    expect(score).to_have_text("1 of 10 right at the first try, 1 at a later one, 8 still to be answered")

    quiz_set.get_by_role("button", name="One at a time").click()
    expect(quiz_set.get_by_text("Question 1 of 10")).to_be_visible()
    expect(second).to_be_hidden()
    quiz_set.get_by_role("button", name="Next").click()
    expect(first).to_be_hidden()
    expect(second.locator("input:checked")).to_be_focused()
    page.reload()
    expect(quiz_set.get_by_text("Question 2 of 10")).to_be_visible()
    expect(second.get_by_role("status")).to_contain_text("Right")
    quiz_set.get_by_text("How each question stands").click()
    row = quiz_set.get_by_role("listitem").filter(has_text="what is the next")
    expect(row).to_contain_text("right at a later try")
    row.get_by_role("link").click()
    expect(first.get_by_role("textbox")).to_be_focused()

    retry.click()
    expect(quiz_set.get_by_text("Missed question 1 of 1")).to_be_visible()
    expect(first.get_by_role("textbox")).to_have_value("")
    expect(first.get_by_role("textbox")).to_be_focused()
    expect(row).to_contain_text("to be answered again")
    answer_right(first)
    expect(retry).to_be_hidden()
    quiz_set.get_by_role("button", name="Back to all questions").click()
    quiz_set.get_by_role("button", name="Show all at once").click()
    for quiz in quizzes(page):
        expect(quiz).to_be_visible()


def test_predict_run_compare(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    arrived(page)
    cell = Frame(page, "Experiment 1: five learning rates")
    asked, compared = page.locator("#predict-e1"), page.locator("#compared-e1")
    expect(cell.output).to_be_hidden()
    expect(compared.get_by_text("their factors")).to_be_hidden()
    expect(cell.group.get_by_text("Covered until you have predicted it")).to_be_visible()
    before = page.locator("#predict-e2").bounding_box()
    asked.get_by_role("button", name="Commit").click()
    expect(asked.get_by_role("status")).to_have_text("Say first what you expect, even if you only guess.")
    asked.get_by_role("radio", name="0.9 and 1.0").check()
    asked.get_by_role("button", name="Commit").click()
    expect(asked.get_by_role("button", name="Run and compare")).to_be_focused()
    expect(asked.get_by_role("radio", name="0.1 and 0.9")).to_be_disabled()
    expect(cell.output).to_be_hidden()
    page.reload()
    expect(asked.get_by_role("status")).to_have_text("You said: 0.9 and 1.0")
    asked.get_by_role("button", name="Run and compare").click()
    expect(compared).to_contain_text("You said 0.9 and 1.0 Not as you predicted.")
    expect(compared).to_be_focused()
    expect(compared).to_contain_text("It is 0.1 and 0.9")
    expect(compared).to_contain_text("its leaps get shorter")
    expect(compared.get_by_text("Ten times smaller steps")).to_be_hidden()
    expect(cell.output).to_be_visible()
    expect(cell.state).to_contain_text("Same as published")
    after = page.locator("#predict-e2").bounding_box()
    assert before and after and abs(after["height"] - before["height"]) < 1
    asked.get_by_role("button", name="Predict again").click()
    expect(asked.get_by_role("radio").first).to_be_focused()
    expect(asked.get_by_role("status")).to_have_text("Before, you said: 0.9 and 1.0")
    expect(cell.output).to_be_hidden()

    number = page.locator("#predict-e2")
    field = number.get_by_role("textbox", name="Your prediction, a number")
    field.fill("a bit")
    field.press("Enter")
    expect(number.get_by_role("status")).to_contain_text("Write one number")
    field.fill("1/5")
    field.press("Enter")
    number.get_by_role("button", name="Compare without running").click()
    expect(page.locator("#compared-e2")).to_contain_text("You said 1/5 As you predicted.")
    expect(page.locator("#compared-e2")).to_contain_text("It is 0.200")

    free = page.locator("#predict-e5")
    free.get_by_role("button", name="Show without predicting").click()
    expect(Frame(page, "Experiment 5: the double well").output).to_be_visible()
    expect(free.get_by_role("status")).to_have_text("Shown without a prediction")
    expect(free.get_by_role("button", name="Predict again")).to_be_focused()


def test_the_readers_own_cell(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    own = Frame(page, "Your own rates")
    expect(own.state).to_have_text("Yours to write in. It knows the names of the cells above.")
    own.replace_code("steps_until(lambda x: abs(x) <= 0.01, 0.45), undefined_name")
    own.run()
    expect(own.state).to_contain_text("NameError")
    # What fails there is not in the way of the lesson's own cells.
    later = Frame(page, "Experiment 2: a steeper valley")
    later.run()
    expect(later.state).to_contain_text("Same as published")
    own.replace_code("steps_until(lambda x: abs(x) <= 0.01, 0.45)")
    own.run()
    expect(own.output).to_have_text("3\n")
    expect(own.state).to_have_text("Your own code")
    page.reload()
    own.group.scroll_into_view_if_needed()
    expect(own.editor).to_contain_text("0.45")


def test_oneself(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    terms = page.get_by_role("group", name="15 terms", exact=True)
    terms.get_by_role("button", name="Test yourself").focus()
    page.keyboard.press("Enter")
    answer, reveal = terms.get_by_role("group", name="Answer"), terms.get_by_role("button", name="Reveal")
    expect(terms.get_by_text("Round 1. 0 known, 15 to go.")).to_be_visible()
    expect(terms.get_by_role("definition")).to_have_count(0)
    shown = terms.locator(".lesson-recall-prompt")
    first = shown.text_content()
    for key, left in [("1", 15), ("2", 15), ("3", 14)]:
        expect(reveal).to_be_focused()
        expect(answer).to_be_hidden()
        page.keyboard.press("Space")
        expect(answer).to_be_focused()
        expect(page.get_by_role("status").filter(has_text=answer.locator("dfn").text_content() or "?")).to_have_count(1)
        page.keyboard.press(key)
        expect(terms.get_by_text(f"Round 1. {15 - left} known, {left} to go.")).to_be_visible()
    reveal.click()
    terms.get_by_role("button", name="Knew it").click()
    expect(shown).to_have_text(first)  # three others came between
    terms.get_by_role("radio", name="the term").check()
    expect(shown.locator("dfn")).to_be_visible()
    page.keyboard.press("Escape")
    go_on = terms.get_by_role("button", name="Go on with the test (13 to go)")
    expect(go_on).to_be_focused()
    expect(terms.locator("dt").filter(has_text="Again")).to_have_count(1)
    expect(terms.locator("dt").filter(has_text="Almost")).to_have_count(1)
    expect(terms.locator("dt").filter(has_text="Knew it")).to_have_count(2)

    page.reload()
    go_on.click()
    expect(shown.locator("dfn")).to_be_visible()
    for left in range(13, 0, -1):
        expect(terms.get_by_text(f"Round 1. {15 - left} known, {left} to go.")).to_be_visible()
        reveal.click()
        terms.get_by_role("button", name="Knew it").click()
    expect(terms.get_by_text("You knew 13 of 15 at once.")).to_be_visible()
    terms.get_by_role("button", name="Next round").click()
    expect(terms.get_by_text("Round 2. 0 known, 15 to go.")).to_be_visible()
    terms.get_by_role("radio", name="the definition").check()
    expect(shown).to_have_text(first)  # the weakest
    terms.get_by_role("button", name="Stop").click()
    expect(terms.get_by_role("button", name="Go on with the test (15 to go)")).to_be_focused()


@pytest.mark.engines("chromium", why="twenty times the same, and Python is the same everywhere")
def test_known_mistakes_and_the_solution(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    challenge = Frame(page, CHALLENGE)
    challenge.button("Run tests").click()
    expect(challenge.state).to_have_text("2 of 15 tests passed")
    lesson = parse((ROOT / "content" / "gradient-descent.md").read_text("utf-8"))
    [mistakes] = [element.mistakes for element in lesson.elements if isinstance(element, Challenge)]
    assert len(mistakes) == 20
    for mistake in mistakes:
        challenge.replace_code(mistake.code.source)
        challenge.button("Run tests").click()
        expect(challenge.group.get_by_text("A known mistake.")).to_be_visible()
        expect(challenge.group.locator(".lesson-mistake")).to_contain_text(mistake.message.source.replace("`", ""))
    solve(page)
    expect(challenge.group.get_by_text("A known mistake.")).to_be_hidden()


def test_attempts_the_solution_and_further_tests(page: Page, site: Site) -> None:
    page.goto(site.lesson)
    challenge = Frame(page, CHALLENGE)
    solution = challenge.group.locator(".lesson-solution code").first.text_content()
    better = challenge.group.locator(".lesson-stretch-solution code").first.text_content()
    assert solution and better
    further = challenge.group.locator(".lesson-stretch")
    expect(further).to_be_hidden()
    expect(challenge.button("Show solution of the further tests")).to_be_hidden()
    # Without a pass, one has to insist.
    challenge.button("Show solution").click()
    expect(challenge.button("Keep trying")).to_be_focused()
    challenge.button("Keep trying").click()
    expect(challenge.button("Show solution")).to_be_focused()
    challenge.button("Show solution").click()
    challenge.button("Show it anyway").click()
    beside = challenge.group.locator(".lesson-solution .lesson-beside")
    expect(beside).to_contain_text("Your code beside it:")
    expect(beside.locator(".lesson-row[data-kind=different]").first).to_contain_text("Solution: import math")

    challenge.button("Run tests").click()
    expect(challenge.state).to_have_text("2 of 15 tests passed")
    challenge.replace_code(
        solution.replace("import math", "import math\nprint('here')").replace("m = b = 0.0", "m, b = 0.0, 0.0")
    )
    challenge.button("Run tests").click()
    expect(challenge.state).to_have_text("All 15 tests passed. Challenge solved.")
    expect(challenge.output).to_have_text("here\n")
    expect(further.get_by_role("status")).to_contain_text("1 of 5 further tests passed.")
    expect(further.get_by_text("'TypeError'").first).to_be_visible()
    expect(beside).to_contain_text("Your code beside it: 2 lines differ.")
    challenge.replace_code(better)
    challenge.button("Run tests").click()
    expect(further.get_by_role("status")).to_have_text("All further tests passed, too.")

    challenge.replace_code("unfinished")
    challenge.group.get_by_text("Your 3 attempts").click()
    challenge.button("Bring back attempt 1").click()
    expect(challenge.editor).to_contain_text("# Take the steps here.")
    expect(challenge.state).to_contain_text("Attempt 1 is back.")
    expect(challenge.group.get_by_text("Your 4 attempts")).to_be_visible()
    page.reload()
    challenge.group.get_by_text("Your 4 attempts").click()
    expect(challenge.group.get_by_text("4: put aside, not tested")).to_be_visible()
    expect(challenge.group.get_by_text("3: 15 of 15 tests passed")).to_be_visible()
    challenge.button("Bring back attempt 4").click()
    expect(challenge.editor).to_contain_text("unfinished")
    expect(challenge.editor).to_be_focused()
    expect(further.get_by_role("status")).to_have_text("You have passed these, too.")
