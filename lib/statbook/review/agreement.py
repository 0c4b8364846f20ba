"""How numbers that were just added agree with those that data/ had: the same again, and what the audit says of them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from statbook.audit import CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, Audit, verdict_lines
from statbook.ingest.fault_list import MOST
from statbook.ingest.merge import MergePlan
from statbook.store import Store

_COUNTED = {HOLDS: "hold", NARROWLY: "hold narrowly", CANNOT_TELL: "leave it open", CONTRADICTS: "contradict"}


def agreement(plans: Sequence[MergePlan], store: Store) -> Iterator[str]:
    """Line by line: numbers that agree with known ones, and the relations of new and revised ones in *store*.

    *store* has the numbers of *plans* already.
    """
    for plan in plans:
        revised = set(plan.revised["obs"])
        agreeing = plan.known[~plan.known["obs_old"].isin(revised) & (plan.known["source"] != plan.known["source_old"])]
        for row in agreeing.head(MOST).to_dict("records"):
            yield f"Agrees: {row['obs_old']}: {row['printed']}, as {row['printed_old']} of {row['source_old']}"
        if len(agreeing) > MOST:
            yield f"  and {len(agreeing) - MOST:,} more agree"
    keys = {str(obs) for plan in plans for rows in (plan.new, plan.revised) for obs in rows["obs"]}
    audit = Audit(store)
    verdicts = [each for each in audit.verdicts if keys & {row.obs for row in each.relation.observations}]
    counts = Counter(each.outcome for each in verdicts)
    words = [f"{counts[outcome]:,} {said}" for outcome, said in _COUNTED.items() if counts[outcome]]
    yield f"Audit: {', '.join(words)}" if words else "Audit: no printed number can be compared with the new ones"
    for verdict in verdicts:
        if verdict.outcome == CONTRADICTS:
            yield from verdict_lines(audit, verdict)
    if counts[CONTRADICTS]:
        yield "Look the contradictions up in the texts; `statbook undo` takes the addition back."
