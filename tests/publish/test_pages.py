"""The folder with one page for each document."""

import re

from tests.publish.test_dossier import _Page, make_denials, make_record

from onrecord.publish.dossier import render_dossier
from onrecord.publish.pages import render_pages


def test_each_document_has_a_page_with_its_whole_text_and_what_is_recorded_of_it():
    """The page holds every word of the document, the statements, commitments and figures, each linked to its words."""
    [(name, source)] = list(render_pages(make_record()))
    page = _Page(source)
    words = re.sub(r"\s+", " ", "".join(page.words))

    assert "d1.html" == name
    assert "The minister said the report would be out by May. At least 40 died." in words
    assert "The minister, commitment:" in words
    assert "people killed" in words
    links = [link[1:] for link in page.links if link.startswith("#")]
    assert set() == set(links) - set(page.ids)


def test_a_page_lists_the_denials_of_its_document_with_how_surely_they_were_read():
    """Each denial leads to its words in the text below, and says its kind."""
    pages = dict(render_pages(make_denials()))
    page = _Page(pages["d2.html"])
    words = re.sub(r"\s+", " ", " ".join(page.words))

    assert "The minister, denial: rejected claims that letters were burned likely, 87%" in words
    assert "Ostwire, would not comment: would not comment likely, 75%" in words
    assert set() == {link[1:] for link in page.links if link.startswith("#")} - set(page.ids)


def test_the_dossier_links_to_the_pages_that_are_there():
    """With pages asked for, every document of the dossier links to its own; without, none does."""
    record = make_record()
    names = {f"pages/{name}" for name, _ in render_pages(record)}

    assert names <= set(_Page(render_dossier(record, pages=True)).links)
    assert not names & set(_Page(render_dossier(record)).links)


def test_a_page_leads_back_to_the_dossier():
    """The first link of a page leads to the document's place in the dossier."""
    [(_, source)] = list(render_pages(make_record()))
    ids = _Page(render_dossier(make_record())).ids
    [back] = [link for link in _Page(source).links if "dossier" in link]

    assert "../dossier.html" == back.partition("#")[0]
    assert back.partition("#")[2] in ids
