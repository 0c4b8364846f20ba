"""Where links lead: targets within the book are `document#name`, others are addresses."""

import re

from docutils import nodes

ENTRY = re.compile(r"^evidence/.*#(obs|num)-")
"""Targets that are entries of the evidence: a link to one cites a number, whatever its words are."""
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


def target_of(node: nodes.Element, document: str) -> str:
    """The target of a reference in *document*: `document#name` within the book, or an address outside of it."""
    if node.get("refid"):
        return f"{document}#{node['refid']}"
    address = str(node.get("refuri", ""))
    if not address.startswith("doc:"):
        return address
    inside = address.removeprefix("doc:")
    return inside if "#" in inside else f"{inside}#"


def targets_in(node: nodes.Element, document: str) -> list[str]:
    """The targets of the references within *node*, in their order."""
    return [target_of(link, document) for link in node.findall(nodes.reference)]


def is_external(node: nodes.Element) -> bool:
    """Whether a reference leads out of the book: to an address with a scheme or a host."""
    address = str(node.get("refuri", ""))
    return not node.get("refid") and not address.startswith("doc:") and bool(_EXTERNAL.match(address))
