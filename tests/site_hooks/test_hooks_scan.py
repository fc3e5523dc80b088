from site_hooks.scan import Block, Fence, Heading, Prose, read_options, scan


def nodes_of(text, first_line=1):
    nodes, problems = scan("x.md", tuple(text.split("\n")), first_line)
    assert problems == []
    return nodes


def test_lines_are_cut_into_nodes_with_their_numbers():
    nodes = nodes_of("# Title\ntext\n```python run\nx = 1\n```\nmore", 5)
    assert nodes == [
        Heading(5, 1, "Title"),
        Prose(6, "text"),
        Fence(7, 9, "python run", "", ("x = 1",)),
        Prose(10, "more"),
    ]


def test_a_longer_fence_holds_shorter_ones():
    [fence] = nodes_of("````markdown\n```python run\nx\n```\n````")
    assert fence.body == ("```python run", "x", "```")
    assert fence.end == 5


def test_tildes_do_not_close_backticks():
    [fence] = nodes_of("```\n~~~\n```")
    assert fence.body == ("~~~",)


def test_the_indent_of_a_fence_is_taken_from_its_lines():
    [item, fence] = nodes_of("- item\n    ```text\n    a\n      b\n    ```")
    assert isinstance(item, Prose)
    assert fence.source == "a\n  b\n"


def test_a_fence_may_begin_behind_a_list_marker():
    [fence] = nodes_of("1. ```text\n   a\n   ```")
    assert (fence.line, fence.end, fence.info) == (1, 3, "text")


def test_an_empty_fence_has_no_source():
    [fence] = nodes_of("```\n```")
    assert fence.source == ""


def test_blocks_hold_blocks_with_fewer_slashes():
    [outer] = nodes_of("//// challenge | Write it\ntext\n/// hint\nclue\n///\n////")
    assert (outer.line, outer.end, outer.name, outer.argument) == (1, 6, "challenge", "Write it")
    [prose, inner] = outer.children
    assert prose == Prose(2, "text")
    assert inner == Block(3, 5, "hint", "", (Prose(4, "clue"),))


def test_slashes_within_a_fence_are_code():
    [block] = nodes_of("/// hint\n```text\n///\n```\n///")
    assert block.children[0].body == ("///",)
    assert block.end == 5


def test_a_heading_in_code_is_a_comment():
    [fence] = nodes_of("```python\n# Not a heading\n```")
    assert isinstance(fence, Fence)


def test_a_path_is_no_block():
    assert nodes_of("see ///x") == [Prose(1, "see ///x")]


def test_options_are_flags_and_pairs():
    assert read_options('python run id="a b" title=""') == (["run"], {"id": "a b", "title": ""}, [])
    assert read_options("python") == ([], {}, [])
    assert read_options("") == ([], {}, [])
