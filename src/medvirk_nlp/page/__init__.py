"""The review page: what waits, shown on the reviewer's own machine and decided there.

It stands beside ``drafting.py``, below reporting: it reads the notes again, as draft and release
do. Nothing of what it shows is written anywhere, and only decisions go to the work folder.
"""
