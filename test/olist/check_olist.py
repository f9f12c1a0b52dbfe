"""Compares what RevLoop reports on the Olist export with what its CSV files say (`olist_figures.py`).

python3 check_olist.py EXPORT_FOLDER DEMO.json [--months FOLDER] [--lead-source FILE] [--plan FILE]
"""

import argparse
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from olist_figures import UNATTRIBUTED, Olist, cac

# The published facts: the export itself must be whole before anything is compared with it.
PUBLISHED = {"contacts": 8000, "leads": 842, "opportunities": 842, "people": 8000, "won": 842}
COUNTS = ("leads", "opportunities", "won", "newCustomers")
# The last digit of an interval depends on how a quantile is approximated.
CENT = Decimal("0.01")


class Comparison:
    def __init__(self):
        self.passed = self.failed = 0

    def same(self, claim, expected, reported):
        self.holds(f"{claim}: the files say {expected}, reported {reported}", expected == reported)

    def near(self, claim, expected, reported):
        """Amounts to the cent; absent on both sides is the same as well."""
        both = expected is not None and reported is not None
        is_near = abs(Decimal(reported) - expected) <= CENT if both else expected is reported
        self.holds(f"{claim}: the files say {expected}, reported {reported}", is_near)

    def holds(self, claim, is_true):
        self.passed += bool(is_true)
        self.failed += not is_true
        if not is_true:
            print(f"✗ {claim}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("demo")
    arguments.add_argument("--months", help="folder of `kpi show --json` outputs, one per period")
    arguments.add_argument("--lead-source", help="output of `kpi show --by lead-source --period all --json`")
    arguments.add_argument("--plan", help="output of the second `plan --json`")
    options = arguments.parse_args()
    olist, compare = Olist(options.folder), Comparison()
    check_demo(olist, read(options.demo), compare)
    for file in sorted(Path(options.months).glob("*.json")) if options.months else []:
        check_table(olist, read(file), compare)
    if options.lead_source:
        check_lead_sources(olist, read(options.lead_source), compare)
    if options.plan:
        compare.same("changes of the second plan", [], read(options.plan)["changes"])
    print(f"{compare.passed} passed, {compare.failed} failed")
    return 1 if compare.failed else 0


def read(file):
    return json.loads(Path(file).read_text(encoding="utf-8"))


def check_demo(olist, demo, compare):
    counted = {"contacts": len(olist.contacts), "leads": len(olist.leads),
               "opportunities": len(olist.opportunities), "people": len(olist.emails), "won": len(olist.won)}
    compare.same("the export as published", PUBLISHED, counted)
    salesforce, hubspot = demo["ingested"]["salesforce"], demo["ingested"]["hubspot"]
    compare.same("contacts read", counted["contacts"], hubspot["contacts"])
    compare.same("leads read", counted["leads"], salesforce["Lead"])
    compare.same("opportunities read", counted["opportunities"], salesforce["Opportunity"])
    compare.same("people", counted["people"], demo["people"])
    compare.same("won in the ledger", counted["won"], demo["ledger"]["won"])
    for entry in demo["completeness"]:
        what = f"completeness of {entry['crm']} {entry['object']}"
        compare.same(what, (entry["crmCount"], [], []), (entry["storeCount"], entry["missing"], entry["extra"]))
    kpis = demo["kpis"]
    check_table(olist, kpis, compare)
    compare.near("spend of all files", olist.spend_total(), kpis["blended"]["spend"])
    in_rows = sum(row["won"] for row in kpis["rows"]) + kpis["unattributed"]["won"]
    compare.same("won in a channel row or unattributed", len(olist.won), in_rows)
    compare.holds("unattributed deals have a reason", kpis["unattributed"]["verdictReason"])
    early = sorted(issue["ref"].split("/")[-1] for issue in demo["issues"] if issue["code"] == "won-before-lead")
    compare.same("deals won before the first contact", sorted(olist.won_before_first_contact()), early)
    check_writes(demo["writes"], compare)
    check_feedback(olist, demo["feedback"], compare)


def check_writes(writes, compare):
    outcomes = sum(writes[name] for name in ("applied", "unchanged", "rejected", "skipped", "unknown"))
    compare.same("planned writes", outcomes, writes["planned"])
    compare.same("rejected or unknown writes", 0, writes["rejected"] + writes["unknown"])
    compare.holds(f"records were written: {writes['applied']}", writes["applied"] > 0)


def check_table(olist, table, compare):
    """Every row of a channel table, over the days it says it covers."""
    first, last = date.fromisoformat(table["from"]), date.fromisoformat(table["to"])
    period = f"{first}..{last}"
    compare.same("time zone, currency", ("America/Sao_Paulo", "BRL"), (table["timeZone"], table["currency"]))
    found = olist.figures(first, last)
    unattributed = found.pop(UNATTRIBUTED, {})
    rows = {row["key"]: row for row in table["rows"]}
    compare.same(f"channels of {period}", sorted(found), sorted(rows))
    for key in sorted(set(found) & set(rows)):
        check_row(f"{key} {period}", found[key], rows[key], compare)
    check_counts(f"unattributed {period}", unattributed, table["unattributed"], compare)
    everything = sum(found.values(), type(next(iter(found.values())))(unattributed))
    check_row(f"blended {period}", everything, table["blended"], compare)


def check_row(what, figures, row, compare):
    check_counts(what, figures, row, compare)
    spend = figures.get("spend")
    compare.near(f"{what} spend", spend, row["spend"])
    value, low, high = (None, None, None) if spend is None else cac(spend, figures.get("newCustomers", 0))
    compare.near(f"{what} cac", value, row["cac"])
    compare.near(f"{what} cacLow", low, row["cacLow"])
    compare.near(f"{what} cacHigh", high, row["cacHigh"])
    compare.holds(f"{what}: a missing cac has a reason", value is not None or row.get("cacReason"))


def check_counts(what, figures, row, compare):
    for name in COUNTS:
        compare.same(f"{what} {name}", figures.get(name, 0), row[name])
    # An amount of 0 is a blank one: wins without any other have an unknown revenue, not one of 0.
    revenue = Decimal(figures.get("revenue", 0))
    is_known = revenue > 0 or figures.get("won", 0) == 0
    compare.near(f"{what} wonRevenue", revenue if is_known else None, row["wonRevenue"])


def check_lead_sources(olist, table, compare):
    first, last = date.fromisoformat(table["from"]), date.fromisoformat(table["to"])
    found = olist.figures(first, last, olist.source_of)
    check_counts("no lead source", found.pop(UNATTRIBUTED, {}), table["unattributed"], compare)
    rows = {row["key"]: row for row in table["rows"]}
    compare.same("lead sources", sorted(found), sorted(rows))
    for key in sorted(set(found) & set(rows)):
        check_counts(f"lead source {key}", found[key], rows[key], compare)


def check_feedback(olist, feedback, compare):
    found = olist.figures(key=olist.source_of)
    rows = {row["key"]: row for row in feedback}
    compare.same("feedback keys", sorted(found), sorted(rows))
    for key in sorted(set(found) & set(rows)):
        figures, row = found[key], rows[key]
        counts = {"leads": figures["leads"], "won": figures["won"], "lost": 0}
        compare.same(f"feedback {key}", counts, {name: row[name] for name in counts})
        rate = Decimal(figures["won"]) / Decimal(figures["leads"])
        compare.holds(f"feedback {key} leadToWonRate {row['leadToWonRate']} is {rate}",
                      abs(Decimal(row["leadToWonRate"]) - rate) <= Decimal("0.0001"))


if __name__ == "__main__":
    sys.exit(main())
