from site_hooks.problems import LessonError, Problem, nearest


def test_a_problem_reads_as_path_line_message():
    assert str(Problem("content/x.md", 12, "Wrong.")) == "content/x.md:12: Wrong."


def test_further_lines_are_indented_and_bare_ones_stay_bare():
    assert str(Problem("x.md", 1, "Wrong.\n- a\n\n+ b")) == "x.md:1: Wrong.\n    - a\n\n    + b"


def test_an_empty_message_is_no_crash():
    assert str(Problem("x.md", 1, "")) == "x.md:1: "


def test_an_error_holds_all_problems_in_order_of_their_lines():
    late, early = Problem("x.md", 10, "b"), Problem("x.md", 9, "c")
    error = LessonError([late, early])
    assert error.problems == [early, late]
    assert str(error) == "x.md:9: c\nx.md:10: b"


def test_nearest_names_the_word_meant():
    assert nearest("Tilte", ("id", "title")) == "Did you mean `title`?"


def test_nearest_lists_all_when_none_is_near():
    assert nearest("xyz", ("title", "id")) == "Known here: `id`, `title`."
