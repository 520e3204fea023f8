"""The server that an assistant starts and asks over its standard input: the official SDK, read only, no network."""

from mcp.server.mcpserver import MCPServer
from mcp.types import ToolAnnotations

from onrecord import __version__
from onrecord.exchange.lines import Kind
from onrecord.mcp.answers import Answer, Answers
from onrecord.model import Record


def make_server(record: Record) -> MCPServer:
    """Return a server that answers questions about a record."""
    answers = Answers(record)
    server = MCPServer("onrecord", version=__version__, log_level="ERROR")
    reading = ToolAnnotations(read_only_hint=True, open_world_hint=False)

    def search(query: str, start: int = 0) -> Answer:
        """Lines of every kind whose words, or the name of whose party, hold all words of the query."""
        return answers.search(query, start)

    def commitments(query: str = "", start: int = 0) -> Answer:
        """Announcements of what somebody will do, with due days, how they slipped, and what became of it."""
        return answers.select(Kind.COMMITMENT, query, start)

    def figures(query: str = "", start: int = 0) -> Answer:
        """Numbers that somebody gives for a quantity, and how they stand to each other."""
        return answers.select(Kind.FIGURE, query, start)

    def terms(query: str = "", start: int = 0) -> Answer:
        """What a party requires for something to happen."""
        return answers.select(Kind.TERM, query, start)

    def denials(query: str = "", start: int = 0) -> Answer:
        """What a party says is not so, or would not say."""
        return answers.select(Kind.DENIAL, query, start)

    def actors(name: str = "", start: int = 0) -> Answer:
        """Who speaks or acts, by every name met, each with the first words that name them."""
        return answers.actors(name, start)

    def passages(query: str, document: str = "", start: int = 0) -> Answer:
        """Paragraphs of the documents, or of one by its file, that hold all words of the query."""
        return answers.passages(query, document, start)

    for tool in (search, commitments, figures, terms, denials, actors, passages):
        server.tool(annotations=reading, structured_output=True)(tool)
    return server


def serve(record: Record) -> None:
    """Answer questions about a record until standard input ends."""
    make_server(record).run("stdio")
