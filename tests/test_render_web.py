"""The page of comparisons in a browser: it opens, filters and prints without a network and without a complaint."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from compared_packs import CASE, write_compared

from rules_engine import Engine
from rules_engine.analyse.strictness import Bounds, Difference, Relation, Silent
from rules_engine.comparison.cases import compare_case
from rules_engine.comparison.parameters import compare_parameters
from rules_engine.comparison.rules import compare_rules
from rules_engine.render.comparison import web
from rules_engine.source import Source

playwright = pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
PATIENCE = 600_000  # milliseconds: however busy the machine is
ORDER = ("linhe", "linshan", "linhai")
EVIL = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>\"'`&"


def difference(first, second, relation, packs):
    """How strict two districts are, as it was worked out elsewhere."""
    day = packs[first].document.in_force_from
    return Difference(
        "meeting.hold",
        first,
        second,
        relation,
        None,
        None,
        (Silent(), Silent()),
        Bounds(2026, day, day, ("government",)),
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages in both languages, as files."""
    folder = tmp_path_factory.mktemp("pages")
    engine = Engine.load(write_compared(folder / "packs"))
    words = engine.vocabulary
    packs = {name: engine.pack(name) for name in ORDER}
    (case,) = engine.cases(Source("case.yaml", CASE.replace("会议一", f"{json.dumps(EVIL)}")))
    own = tuple(packs.values())
    told = [
        difference("linhe", "linshan", Relation.STRICTER, packs),
        difference("linhe", "linhai", Relation.INCOMPARABLE, packs),
        difference("linshan", "linhai", Relation.INCOMPARABLE, packs),
    ]
    for lang in ("zh", "en"):
        made = {
            "all": web.whole_page(own, words, lang, told),
            "parameters": web.limits_page(compare_parameters(own, words), words, lang),
            "rules": web.norms_page(compare_rules(own, words, "meeting.hold"), words, lang),
            "case": web.cases_page([compare_case(engine, case, own)], words, lang),
        }
        for name, text in made.items():
            (folder / f"{name}.{lang}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser():
    """Chromium without a window."""
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=QUIET, timeout=PATIENCE)
        yield opened
        opened.close()


@pytest.fixture
def show(browser, pages):
    """Open a page; afterwards nothing may have been complained of, and nothing asked of any network."""
    complaints, asked, contexts = [], [], []

    def open_page(name, *, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((pages / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def shown(page, selector):
    """The texts of what is seen of a selector."""
    return [one.inner_text() for one in page.locator(selector).all() if one.is_visible()]


every = pytest.mark.parametrize("lang", ["zh", "en"])
kinds = pytest.mark.parametrize("kind", ["all", "parameters", "rules", "case"])


@every
@kinds
def test_a_page_opens(show, kind, lang):
    """It has a title, its language, and no part wider than the window, on a desk and on a phone."""
    for width in (1280, 360):
        page = show(f"{kind}.{lang}", width=width)
        assert page.title()
        assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[lang]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.locator("#tools").is_visible()


@pytest.mark.parametrize("kind", ["all", "parameters", "rules", "case"])
def test_a_page_says_which_packs_it_compares(pages, kind):
    """Whoever cites a comparison needs each pack's version and digest, on paper too."""
    foot = (pages / f"{kind}.zh.html").read_text(encoding="utf-8").partition("<footer>")[2]
    for name in ORDER:
        assert re.search(rf'规则包 {name}，版本 [^ ]+ <span class="id">sha256:[0-9a-f]{{64}}</span>', foot)


def test_what_was_written_is_never_run(show):
    """A case's id that holds a script is text."""
    page = show("case.zh")
    assert page.locator("h2").first.inner_text() == EVIL
    assert page.evaluate("window.hacked === undefined")


def test_a_cell_opens_to_its_articles(show):
    """The limit's rule, its place and its sentence; Escape closes it and stays there."""
    page = show("parameters.zh")
    cell = page.locator("td[data-d=linhe] summary").first
    cell.click()
    detail = page.locator("td[data-d=linhe] .detail").first
    assert detail.is_visible()
    assert "第二条第一款" in detail.inner_text()
    assert "会议是常务会议的，必须：出席人数占组成人员人数不少于二分之一。" in detail.inner_text()
    page.keyboard.press("Escape")
    assert not detail.is_visible()
    assert page.evaluate("document.activeElement.matches('td[data-d=linhe] summary')")


def test_arrows_move_between_cells(show):
    """Right to the next district, down to the next row that can be opened; Enter opens."""
    page = show("parameters.zh")
    page.locator("td[data-d=linhe] summary").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.innerText") == "> 2/3（2，原则上）"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    assert page.evaluate("document.activeElement.innerText") == "–（另见3）"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"


def test_search_leaves_what_has_all_words(show):
    """Rows without them go, and so do groups without rows; what is left is counted."""
    page = show("rules.zh")
    page.fill("#search", "区长 主持")
    assert shown(page, "tr.row > th") == [
        "常务会议由区长主持\nchaired-by-head",
        "紧急时副区长可以主持\nchaired-by-deputy",
    ]
    assert shown(page, "tr.group") == ["权限"]
    assert page.locator("#count").inner_text() == "2 项"
    page.fill("#search", "没有这样的词")
    assert shown(page, "tr.row") == []
    assert page.locator("#nothing").is_visible()


def test_search_opens_the_parts_that_have_it(show):
    """Where little is left it is shown without another click."""
    page = show("all.zh")
    assert not page.locator("[id='act-meeting.hold'] table").is_visible()
    page.fill("#search", "听证")
    assert page.locator("[id='act-meeting.hold'] table").is_visible()
    assert not page.locator("[id='act-paper.sign']").is_visible()


def test_what_is_alike_can_be_left_out(show):
    """What several districts have, and what is not alike everywhere."""
    page = show("rules.zh")
    page.select_option("#show", "several")
    assert len(shown(page, "tr.row")) == 2
    page.select_option("#show", "every")
    assert shown(page, "tr.row") == []


def test_a_district_can_be_left_out(show):
    """Its column goes, in every table."""
    page = show("parameters.zh")
    page.uncheck("input[value=linshan]")
    assert shown(page, "thead th") == ["限额", "临河区", "临海区"]
    assert shown(page, "td[data-d=linshan]") == []


def test_the_map_opens_to_the_norms_of_a_district(show):
    """A dialog lists as many norms as the number says, of the measure chosen; Escape goes back to the number."""
    page = show("all.zh")
    cell = page.locator("td[data-d=linhe] a.count").first
    assert cell.inner_text() == "5"
    cell.focus()
    page.keyboard.press("Enter")
    assert page.locator("#dialog-title").inner_text() == "临河区 · 召开会议 (5)"
    assert page.locator("#dialog .detail").count() == 5
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('td[data-d=linhe] a.count')")
    page.select_option("#measure", "softer")
    assert cell.inner_text() == "1"
    cell.click()
    assert shown(page, "#dialog .detail .name") == ["会后三日内印发纪要"]


def test_an_empty_cell_of_the_map_opens_nothing(show):
    """Nor can the keyboard reach it."""
    page = show("all.zh")
    cell = page.locator("td[data-d=linhai] a.count").first
    assert (cell.inner_text(), cell.get_attribute("tabindex")) == ("–", "-1")
    cell.click()
    assert not page.locator("#dialog").is_visible()


@every
def test_a_sign_opens_to_the_relation(show, lang):
    """The drawing has a box a district; the table's signs say the relation aloud and open to what it rests on."""
    page = show(f"all.{lang}")
    assert page.locator(".lattice svg rect").count() == 3
    sign = page.locator("tr[data-d=linhe] .sign").first
    assert sign.inner_text() == ">"
    assert (
        sign.get_attribute("aria-label")
        == {
            "zh": "临河区严于临山县",
            "en": "Linhe District stricter than Linshan County",
        }[lang]
    )
    sign.click()
    assert {"zh": "临河区严于临山县", "en": "Linhe District is stricter than Linshan County"}[lang] in page.locator(
        "#dialog-body"
    ).inner_text()


def test_the_case_shows_the_verdicts_side_by_side(show):
    """Each opens to the norms that decide it."""
    page = show("case.zh")
    row = page.locator("tr.row").first
    assert [text.split("\n")[0] for text in row.locator("td").all_inner_texts()] == ["不符合", "不符合", "未规定"]
    row.locator("td[data-d=linhe] summary").click()
    assert "大额资金须经听证" in row.locator("td[data-d=linhe] .detail").inner_text()


def test_everything_has_a_name(show):
    """What can be used says what it is: fields have labels, buttons and links texts, tables captions."""
    page = show("all.en")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, select, summary, svg[role=img]")].filter((one) => {
            const label = one.getAttribute("aria-label") || (one.labels && one.labels.length) || one.textContent.trim();
            return !label;
        }).map((one) => one.outerHTML)"""
    )
    assert nameless == []
    assert page.evaluate("[...document.querySelectorAll('table')].every((table) => table.caption)")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_what_is_open_can_be_printed(show):
    """Open everything, and print: the tools are not on paper, the details are."""
    page = show("rules.zh")
    page.click("#open")
    page.emulate_media(media="print")
    assert not page.locator("#tools").is_visible()
    assert page.locator(".detail").first.is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_scripts_all_is_there(show):
    """The page says that it cannot search, and cells open all the same."""
    page = show("parameters.zh", java_script_enabled=False)
    assert page.locator("noscript").count() == 1
    assert not page.locator("#tools").is_visible()
    page.locator("td[data-d=linhe] summary").first.click()
    assert page.locator("td[data-d=linhe] .detail").first.is_visible()


def test_the_page_asks_for_nothing(pages):
    """It names no address but anchors of its own."""
    for path in pages.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"""(?:src|href)=["'](?!#|data:)([^"']*)""", text.replace("&lt;img src=x", "")) == []
        assert "http" not in text.replace("http-equiv", "")
