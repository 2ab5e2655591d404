"""Tables too large for a run: comment by comment, in bounded memory, without a work folder.

Nobody goes through millions of comments, so what comes out is never released: it is marked as not
reviewed, and the text of a comment about which a person must decide is not in it.
"""
