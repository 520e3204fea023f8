"""Document -> Reading, one document at a time."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from spacy.language import Language

from onrecord.annotations import Attribution, FigureMention, Reading
from onrecord.errors import CannotRead
from onrecord.limits import MOST_FIGURES
from onrecord.model import Act, Cell, Document, Offsets, Quoted
from onrecord.reading.citations.finding import find_citations
from onrecord.reading.figures.cells import find_cell_figures
from onrecord.reading.figures.finding import find_figures
from onrecord.reading.figures.listed import find_listed_cells
from onrecord.reading.frames import find_frames
from onrecord.reading.happenings import find_happenings
from onrecord.reading.mentions.finding import find_mentions
from onrecord.reading.namings.finding import find_namings
from onrecord.reading.parse import find_sentences, parse_document
from onrecord.reading.silences.finding import find_silences
from onrecord.reading.speech.attribution import find_attributions
from onrecord.reading.speech.carrying import carry_days
from onrecord.reading.tagger.model import Reader
from onrecord.times import find_occasions
from onrecord.times.redating import mask_furniture, tell_times


def read_document(document: Document, nlp: Language, reader: Reader) -> Reading:
    """Return what `document` says, every finding with its offsets.

    Raises:
        CannotRead: it has more words or numbers than are read.
    """
    # a day in a caption's credit or a copyright line is no day of the story
    article = mask_furniture(document)
    doc, read = parse_document(document, nlp, reader)
    sentences = find_sentences(doc)
    times = tell_times(document, sentences)
    citations = find_citations(document, doc)
    attributions, unstated = find_attributions(document, doc, read, times)
    attributions = _drop_same(attributions)
    cells = (*document.cells, *find_listed_cells(document))
    mentions, chains = find_mentions(
        document, doc, (*attributions, *_list_voices(cells)), citations, unstated
    )
    reading = Reading(
        document,
        sentences,
        times,
        find_occasions(article, times),
        mentions,
        chains,
        citations=citations,
        unstated=unstated,
    )
    named = [_name_speakers(attribution, reading) for attribution in attributions]
    attributions = carry_days(doc, named, times, reading.chain_at)
    return replace(
        reading,
        attributions=attributions,
        sentences=_add_rows(cells, sentences),
        figures=_bound(
            document,
            _join_figures(
                find_figures(document, doc, times, attributions),
                find_cell_figures(document, nlp, mentions, cells),
            ),
        ),
        namings=find_namings(document, doc, attributions),
        frames=find_frames(doc, read, times, mentions, attributions, document),
        silences=find_silences(document, doc),
        happenings=find_happenings(doc, times),
    )


def _join_figures(
    told: Sequence[FigureMention], listed: Sequence[FigureMention]
) -> tuple[FigureMention, ...]:
    """Return the numbers of prose and of cells; what stands in a cell is read as one."""
    prose = (one for one in told if not any(one.offsets.overlaps(cell.offsets) for cell in listed))
    return (*prose, *listed)


def _list_voices(cells: Sequence[Cell]) -> list[Attribution]:
    """Return who gives the numbers of tables, each with one of them."""
    voices = {cell.voice: cell.offsets for cell in cells if cell.voice is not None}
    return [Attribution(voice, None, (cell,), Quoted.INDIRECT, Act.ASSERT) for voice, cell in voices.items()]


def _add_rows(cells: Sequence[Cell], sentences: tuple[Offsets, ...]) -> tuple[Offsets, ...]:
    """Return the sentences with the rows of tables among them, in which the numbers of their cells stand."""
    rows = {cell.line for cell in cells}
    outside = [one for one in sentences if not any(row.start <= one.start < row.end for row in rows)]
    return tuple(sorted((*outside, *rows)))


def _drop_same(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions without one that gives the same words to the same source by the same cue as another.

    Two finders may come to the same; the first is kept, or the first whose probability is known.
    """
    kept: dict[tuple[object, ...], Attribution] = {}
    for attribution in attributions:
        key = (attribution.content, attribution.source, attribution.cue)
        if key not in kept or (kept[key].probability is None and attribution.probability is not None):
            kept[key] = attribution
    return tuple(kept.values())


def _bound(document: Document, figures: tuple[FigureMention, ...]) -> tuple[FigureMention, ...]:
    if len(figures) > MOST_FIGURES:
        raise CannotRead(document.file, f"it gives more than {MOST_FIGURES:,} numbers: leave its tables out")
    return tuple(sorted(figures, key=lambda figure: figure.start))


def _name_speakers(attribution: Attribution, reading: Reading) -> Attribution:
    via = (reading.chain_at(words) for words in attribution.via)
    return replace(
        attribution,
        speaker=reading.chain_at(attribution.source),
        via_chains=tuple(chain for chain in via if chain is not None),
    )
