"""Every name in a pack must lead somewhere: the references, checked on the file as written.

The raw tables are walked, not the model, so that a fault of shape in one entry hides no fault in another.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sia_contract.pack_faults import PackFault, name_of, nearest

Raw = Mapping[str, Any]

BANDS = ("category", "level", "stage", "status")
CODED = ("role", "area", *BANDS, "population", "indicator", "form", "meeting", "flow", "power", "setting")
WHEN_HOLDERS = (
    "timeframe[]",
    "cadence[]",
    "form[]",
    "form[].section[]",
    "meeting[]",
    "distribution[]",
    "trigger[]",
    "flow[].move[]",
    "pathway[]",
    "power[]",
    "allocation[]",
)
WHENS = (*(f"{each}.when" for each in WHEN_HOLDERS), *(f"{each}.when.either[]" for each in WHEN_HOLDERS))
WHEN_FACTS = ("category", "level", "stage", "status", "population", "meeting", "form", "visit_type", "ground")

REFERENCES: tuple[tuple[str, str], ...] = (
    ("role[].reports_to", "role"),
    ("role[].area", "area"),
    *((f"{band}[].usual_level", "level") for band in BANDS),
    *((f"{band}[].identified_by[]", "role") for band in BANDS),
    *((f"{band}[].decided_by[]", "role") for band in BANDS),
    *(
        (f"{band}[].criterion[].indicators[]", "indicator")
        for band in ("category", "level", "stage", "status")
    ),
    ("treated_as[].judgement", "grade"),
    ("treated_as[].setting", "setting"),
    ("indicator[].setting", "setting"),
    ("trigger[].then[].by[]", "role"),
    ("trigger[].then[].form", "form"),
    ("trigger[].then[].section", "section"),
    ("trigger[].then[].meeting", "meeting"),
    ("trigger[].then[].category", "category"),
    ("trigger[].then[].status", "status"),
    ("trigger[].then[].power", "power"),
    ("trigger[].then[].rule", "rule"),
    ("timeframe[].produces", "form"),
    ("timeframe[].meeting", "meeting"),
    ("timeframe[].actor", "role"),
    ("timeframe[].setting", "setting"),
    ("timeframe[].alternative[].setting", "setting"),
    ("cadence[].produces", "form"),
    ("cadence[].meeting", "meeting"),
    ("cadence[].actor", "role"),
    ("cadence[].audience[]", "role"),
    ("cadence[].setting", "setting"),
    ("form[].flow", "flow"),
    ("form[].recipients[]", "role"),
    ("form[].approvals[]", "role"),
    ("form[].section[].carries", "section"),
    ("form[].section[].written_by[]", "role"),
    ("form[].section[].column[].from_section", "section"),
    ("cadence[].entered_in.form", "form"),
    ("cadence[].entered_in.section", "section"),
    ("form[].section[].begins_from.form", "form"),
    ("form[].section[].begins_from.section", "section"),
    ("meeting[].cadence", "rule"),
    ("meeting[].chairs[]", "role"),
    ("meeting[].member[].role", "role"),
    ("meeting[].paper[].form", "form"),
    ("meeting[].paper[].brought_by", "role"),
    ("meeting[].paper[].rule", "rule"),
    ("distribution[].form", "form"),
    ("distribution[].meeting", "meeting"),
    ("distribution[].to[]", "role"),
    ("access[].forms[]", "form"),
    ("access[].roles[]", "role"),
    ("quality[].of_forms[]", "form"),
    ("quality[].by[]", "role"),
    ("quality[].cadence", "rule"),
    ("quality[].setting", "setting"),
    ("report[].audience[]", "role"),
    ("report[].cadence", "rule"),
    ("flow[].move[].by[]", "role"),
    ("flow[].move[].approved_by[]", "role"),
    ("flow[].move[].needs_forms[]", "form"),
    ("flow[].move[].needs_sections[]", "section"),
    ("flow[].move[].rule", "rule"),
    *((f"pathway[].{forms}[]", "form") for forms in ("stages", "each_time", "beside")),
    ("pathway[].meetings[]", "meeting"),
    ("pathway[].rules[]", "rule"),
    ("pathway[].leads_to", "category"),
    ("power[].preceded_by[]", "power"),
    ("power[].approved_by[]", "role"),
    ("power[].forms[]", "form"),
    ("allocation[].setting", "setting"),
    ("charge[].setting", "setting"),
    ("service[].levels[]", "level"),
    ("service[].categories[]", "category"),
    ("setting[].switched_by[]", "role"),
    ("contradiction[].rules[]", "rule"),
    ("contradiction[].setting", "setting"),
    ("contradiction[].switched_by[]", "role"),
    *((f"{when}.{fact}[]", fact) for when in WHENS for fact in WHEN_FACTS),
    *((f"{when}.overall[]", "grade") for when in WHENS),
    *((f"{band}[].grades[]", "grade") for band in BANDS),
)


def reference_faults(file: str, raw: Raw, grades: Collection[str]) -> Iterator[PackFault]:
    """Every name that leads nowhere; `grades` are those of the pack's own inspection scale."""
    targets = _targets(raw)
    targets["grade"] = set(grades)
    for path, target in REFERENCES:
        for entry, value in found(raw, path):
            if isinstance(value, str) and value not in targets[target]:
                key = path.rsplit(".", 1)[-1].removesuffix("[]")
                yield PackFault(
                    file,
                    entry,
                    f"says {key} '{value}', but there is no such {target}",
                    f"Add that {target}, or correct the name.{nearest(value, targets[target])}",
                )
    for when in WHENS:
        for entry, settings in found(raw, f"{when}.setting"):
            for code in settings if isinstance(settings, dict) else ():
                if code not in targets["setting"]:
                    yield PackFault(
                        file,
                        entry,
                        f"depends on the setting '{code}', but there is no such setting",
                        f"Add that setting, or correct the name.{nearest(code, targets['setting'])}",
                    )


def found(raw: Any, path: str, entry: str = "") -> Iterator[tuple[str, Any]]:
    """Every value at a path such as `form[].section[].kind`, with the name of the entry it stands in."""
    step, _, rest = path.partition(".")
    key = step.removesuffix("[]")
    if not isinstance(raw, dict) or key not in raw:
        return
    value = raw[key]
    if not step.endswith("[]"):
        yield from found(value, rest, entry) if rest else iter([(entry or "the pack", value)])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            name = entry
            if isinstance(item, dict):
                name = ", ".join(filter(None, (entry, name_of(key, index, item))))
            yield from found(item, rest, name) if rest else iter([(name or "the pack", item)])


def _targets(raw: Raw) -> dict[str, set[str]]:
    targets = {table: codes_at(raw, f"{table}[].code") for table in CODED}
    rules = ("timeframe[].rule", "cadence[].rule", "cadence[].also[]")
    targets["rule"] = set().union(*(codes_at(raw, path) for path in rules))
    targets["section"] = codes_at(raw, "form[].section[].code")
    for fact in ("visit_type", "ground"):
        targets[fact] = {
            code
            for _, section in found(raw, "form[].section[]")
            if isinstance(section, dict) and section.get("code") == fact
            for code in codes_at(section, "choice[].code")
        }
    return targets


def codes_at(raw: Any, path: str) -> set[str]:
    """Every word at a path, once."""
    return {value for _, value in found(raw, path) if isinstance(value, str)}
