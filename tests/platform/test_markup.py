"""Formatted text is cleaned against one allow-list, whatever it comes from, and its words are never lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goda_exempel.markup import Block, blocks, clean, pictures_in, plain, to_html

KEY = "0123456789abcdef" * 4
FIGURE = (
    f'<figure><img alt="En kärra &amp; en cykel" src="/redaktion/bilder/{KEY}/720.jpg">'
    "<figcaption>Kärran. Foto: Eva Exempel</figcaption></figure>"
)
WORD = """<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->
<style>p.MsoNormal {margin:0}</style>
<p class="MsoNormal" style="mso-margin-top-alt:auto"><b><span lang="SV" style='font:a'>Rubrik<o:p></o:p></span></b></p>
<p class="MsoListParagraph"><![if !supportLists]><span>·<span>&nbsp; </span></span><![endif]>Punkt ett</p>"""


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("Ett.\n\nTvå **fet**.", "<p>Ett.</p>\n<p>Två <strong>fet</strong>.</p>"),
        ("## Så\r\n\r\n- a\r\n- b\r\n\r\n> citat",
         "<h2>Så</h2>\n<ul><li>a</li><li>b</li></ul>\n<blockquote><p>citat</p></blockquote>"),
        ("<p>Ett.</p>löst\n\nmer <b>fet</b>", "<p>Ett.</p>\n<p>löst</p>\n<p>mer <strong>fet</strong></p>"),
        ("<h1>A</h1><h6>B</h6><div><p>c</p><div>d</div></div>", "<h2>A</h2>\n<h4>B</h4>\n<p>c</p>\n<p>d</p>"),
        ("<p></p><p> </p><ul></ul><p>Kvar</p>", "<p>Kvar</p>"),
        ("<table><tr><td>Cell</td></tr></table>", "<p>Cell</p>"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "<p>a b</p>\n<p>c</p>"),
        ("<dl><dt>a</dt><dd>b</dd></dl><pre>c</pre><pre>d</pre>", "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>"),
        ("<b>x <p>A</p><p>B <i>c</i></p></b>",
         "<p><strong>x </strong></p>\n<p><strong>A</strong></p>\n<p><strong>B <em>c</em></strong></p>"),
        ("<em><ul><li>a</li><li>b</li></ul></em>", "<ul><li><em>a</em></li><li><em>b</em></li></ul>"),
        ("<h2>A<ul><li>b</li></ul></h2><h3><p>c</p></h3>", "<h2>A</h2>\n<ul><li>b</li></ul>\n<h3>c</h3>"),
        ("<li>a<p>b</p></li>", "<li>a<p>b</p></li>"),
        ("<p>Ett.</p>\n\n## Två\n\n- a **b**\n- <em>c</em>\n\n<p>*Kvar*</p>",
         "<p>Ett.</p>\n<h2>Två</h2>\n<ul><li>a <strong>b</strong></li><li><em>c</em></li></ul>\n<p>*Kvar*</p>"),
        ("a<br/>b", "<p>a<br>b</p>"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ('<aside class="fact-box lead">Fakta</aside>', '<aside class="fact-box"><p>Fakta</p></aside>'),
        (FIGURE, FIGURE),
        ("  \n ", ""),
    ],
)  # fmt: skip
def test_what_is_written_becomes_clean_html(written: str, stored: str) -> None:
    assert to_html(written) == stored
    assert to_html(stored) == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ('<p style="color:red" onclick="x()" id="a">röd</p>', "<p>röd</p>"),
        ("<p>a</p><script>alert(1)</script><style>p{}</style><p>b</p>", "<p>a</p>\n<p>b</p>"),
        ('<p>a</p><iframe src="//evil.example"></iframe><object data="x"></object>', "<p>a</p>"),
        ("<p>a</p><svg><script>alert(1)</script></svg><math><mi>x</mi></math>", "<p>a</p>"),
        ('<p><a href="javascript:alert(1)" target="_blank">här</a></p>', "<p>här</p>"),
        ('<p><a href="data:text/html,x">x</a></p>', "<p>x</p>"),
        ('<p>a <img src="x" onerror="alert(1)"></p>', "<p>a </p>"),
        ('<figure><img src="https://evil.example/spy.gif"><figcaption>c</figcaption></figure><p>a</p>', "<p>a</p>"),
        ('"><img src=x onerror=alert(1)>', "<p>\"&gt;&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)  # fmt: skip
def test_what_is_not_on_the_list_is_taken_away(written: str, stored: str) -> None:
    assert to_html(written) == stored


def test_text_pasted_from_word_keeps_its_words_and_nothing_else() -> None:
    assert to_html(WORD) == "<p><strong>Rubrik</strong></p>\n<p>·\xa0 Punkt ett</p>"


@pytest.mark.parametrize("mark", ["b", "blockquote", "ul", "div", "aside"])
def test_ten_thousand_tags_in_one_another_leave_the_words(mark: str) -> None:
    html = to_html(f"<{mark}>" * 10_000 + "ordet" + f"</{mark}>" * 10_000)
    assert (plain(html), html.count("<") < 200) == ("ordet", True)


def test_marks_without_end_are_kept_as_words() -> None:
    assert plain(to_html("> " * 10_000 + "ordet")).endswith("ordet")


def test_the_words_block_by_block() -> None:
    html = to_html(
        f'<h2>Så</h2><p>Ett <a href="https://a.example">ord</a><br>till</p><ul><li>y<ul><li>z</li></ul></li></ul>'
        f'<aside class="fact-box"><p>Fakta</p></aside>{FIGURE}'
    )
    assert blocks(html) == [
        Block("h2", "Så"),
        Block("p", "Ett ord till"),
        Block("li", "y", ("ul",)),
        Block("li", "z", ("ul", "ul")),
        Block("p", "Fakta", ("aside.fact-box",)),
        Block("figcaption", "Kärran. Foto: Eva Exempel", ("figure",)),
    ]
    assert plain(html).splitlines()[1] == "Ett ord till"
    assert pictures_in(html) == [KEY]


LEAVES = ("ord", " ", "", "<br>", FIGURE, "## ord\n\n- punkt")
TAGS = ("p", "b", "i", "a", "h2", "h5", "ul", "ol", "li", "blockquote", "aside", "figure", "figcaption", "div", "table",
        "tr", "td", "dl", "dd", "pre", "span")  # fmt: skip


def _element(tag: str, children: list[str]) -> str:
    mark = 'a href="https://a.example"' if tag == "a" else tag
    return f"<{mark}>{''.join(children)}</{tag}>"


NESTED = st.lists(
    st.recursive(
        st.sampled_from(LEAVES),
        lambda inner: st.builds(_element, st.sampled_from(TAGS), st.lists(inner, max_size=3)),
        max_leaves=12,
    ),
    max_size=3,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(NESTED)
def test_what_is_clean_stays_as_it_is(written: str) -> None:
    for once in (clean(written), str(to_html(written))):
        assert clean(once) == once
        assert to_html(once) == once


@settings(max_examples=200, deadline=None)
@given(NESTED)
def test_no_word_is_lost(written: str) -> None:
    assert len(re.findall("ord|punkt", clean(written))) == len(re.findall("ord|punkt", written))
