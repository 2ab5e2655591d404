"""IP addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near

_FOUR = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)")
_SIX = re.compile(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:]|\.\d)")
_VERSION = re.compile(r"(?:\bv|versjon|version|ver\.|utgave|§|punkt|pkt\.?|kap\.?|kapittel) ?$")
_SMALL = 32
"""Parts of a section number or version stay below this."""


class IpAddressRecognizer(NorwegianRecognizer):
    """Finds IPv4 and IPv6 addresses."""

    entities = ("IP_ADDRESS",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield addresses that parse; «1.2.3.4» only where it is said to be one."""
        for found in _FOUR.finditer(view.text):
            if _version(view, found):
                continue
            if _parses(found.group()):
                yield Match(found.start(), found.end(), 0.9, "four")
        for found in _SIX.finditer(view.lower):
            if len(found.group()) > 4 and _parses(found.group()):
                yield Match(found.start(), found.end(), 0.9, "six")


def _version(view: View, found: re.Match[str]) -> bool:
    if _VERSION.search(view.lower, max(0, found.start() - 12), found.start()):
        return True
    small = all(int(part) < _SMALL for part in found.group().split("."))
    return small and not found.group().startswith("10.") and not near(view, *found.span(), "ip")


def _parses(candidate: str) -> bool:
    try:
        ipaddress.ip_address(candidate)
    except ValueError:
        return False
    return True
