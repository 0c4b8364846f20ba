"""The controls above a chart, as its spec names them."""

import json
from collections.abc import Iterator
from typing import Any


def controls_of(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The controls above a chart with this Vega-Lite *spec*: signal, words, value at first, and its states.

    These are values with their words; a slider has none, and its `range` holds least, most and step.
    """
    for parameter in spec.get("params", []):
        bind, signal, start = parameter.get("bind", ""), parameter["name"], parameter.get("value")
        if "input" not in bind:
            continue
        options = bind.get("options", [])
        states = list(zip(options, bind.get("labels") or options, strict=True))
        ends = {name: bind[name] for name in ("min", "max", "step") if name in bind}
        yield {"signal": signal, "words": bind["name"].strip(), "start": start, "states": states, "range": ends}


def value_as_json(value: Any) -> str:
    """A value as JSON that may stand in an attribute; numbers as scripts write them: 25, not 25.0."""
    whole = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if whole else value)
