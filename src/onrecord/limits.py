"""What a document may cost: every bound on what is read, in one place. docs/limits.md says what each is for.

Whatever is over one of them is named as unread, with the bound; nothing is cut short in silence. All but the last
five depend on the document alone. Those end the process that reads: they are there for what no other foresees.
"""

# Files
LARGEST_FILE = 64 * 1024 * 1024  # bytes; the largest page or report met has some 20 MB
LONGEST_LINE = 16 * 1024 * 1024  # bytes of a line of JSONL: 12 for each character that JSON escapes, and some
LONGEST_SKIP = (
    256 * 1024 * 1024
)  # bytes of an over-long line of JSONL that are passed over in search of its end

# What is in files
LARGEST_UNPACKED = 4 * 1024 * 1024 * 1024  # bytes that one file unpacks into, at every depth together
MOST_PIECES = 100_000  # files and articles in one file, at every depth together
DEEPEST_NESTING = (
    6  # files in one another: a page in an archive of an archive packed in a mail of a packed mailbox
)
LARGEST_MARKUP = 32 * 1024 * 1024  # bytes of a Word, OpenDocument or EPUB file's texts, unpacked

# Texts
LONGEST_TEXT = 150_000  # characters; some 25,000 words, which take 10 s to read
MOST_TOKENS = 40_000  # words and marks; 150,000 characters of news have some 30,000
MOST_LINES = (
    12_000  # that hold anything; 150,000 characters in columns of 20 have 7,500, and each line costs memory
)
MOST_FIGURES = 1_000  # numbers that a text gives for something; 150,000 characters of news give some 200
LONGEST_WORD = 300  # characters without a space; a longer one, as no word is, is cut into parts
LONGEST_SENTENCE = (
    400  # tokens; a longer sentence is cut into parts: the longest of 84 news articles has under 100
)

# Web pages
LARGEST_PAGE = 16 * 1024 * 1024  # bytes; the largest article page met is some 5 MB, most of it script
MOST_ELEMENTS = 50_000  # a page with more is read without a tree: trafilatura takes a second for as many
MOST_ATTRIBUTES = 200  # of one tag: libxml2's time grows with their square

# PDF files
MOST_PAGES = 3_000
LARGEST_CONTENT = (
    4 * 1024 * 1024
)  # bytes of a file's drawing operators, unpacked: 150,000 characters have some 1 MB
MOST_OPERATORS = 400_000  # as they are drawn, a form each time that it is

# The process in which a document is made and read
SECONDS_TO_UNPACK = 60  # of a processor, from one document in a file to the next
SECONDS_TO_MAKE = 10  # of a processor, for a file of any size
SECONDS_TO_READ = 6  # of a processor, for a text of no length,
CHARACTERS_A_SECOND = 8_000  # and a second more for as many characters: a slow machine reads as many
ELAPSED_SECONDS = 600  # by the clock, for a process that does nothing
MEMORY = 700 * 1024 * 1024  # bytes of the whole process, the language models included
