"""What the Olist export says, worked out from its CSV files alone: nothing of RevLoop is used here."""

import csv
import math
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

BUSINESS = ZoneInfo("America/Sao_Paulo")
UNATTRIBUTED = "unattributed"


class Olist:
    """The published leads and deals, joined by e-mail: the only key the two CRMs share."""

    def __init__(self, folder):
        def rows(name):
            with open(Path(folder) / name, encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))

        self.contacts = rows("hubspot/contacts.csv")
        self.leads = rows("salesforce/Lead.csv")
        self.opportunities = rows("salesforce/Opportunity.csv")
        self.spend = [row for file in sorted(Path(folder).glob("spend/*.csv")) if file.name != "coverage.csv"
                      for row in rows(f"spend/{file.name}")]
        salesforce_people = rows("salesforce/Contact.csv") + self.leads
        self.emails = {email_of(row["email"]) for row in self.contacts} | {
            email_of(row["Email"]) for row in salesforce_people}
        self.origin_of = {email_of(row["email"]): row["utm_source"].strip() for row in self.contacts}
        self.first_seen = first_days(self.contacts, "email", "createdate", self.leads)
        self.email_of_deal = {row["ConvertedOpportunityId"]: email_of(row["Email"]) for row in self.leads}
        self.won = [row for row in self.opportunities if row["IsWon"] == "true"]
        self.first_win = first_wins(self.won)

    def channel_of(self, email):
        origin = self.origin_of.get(email, "")
        return UNATTRIBUTED if origin in ("", "unknown") else origin

    def source_of(self, email):
        """The origin as a lead source: `unknown` is a name like any other there."""
        return self.origin_of.get(email, "") or UNATTRIBUTED

    def won_before_first_contact(self):
        """Ids of deals closed on a business day before the one their person was first seen on."""
        return [deal["Id"] for deal in self.won
                if date.fromisoformat(deal["CloseDate"]) < self.first_seen[self.email_of_deal[deal["Id"]]]]

    def spend_total(self):
        return sum((Decimal(row["amount"]) for row in self.spend), Decimal(0))

    def figures(self, first=date.min, last=date.max, key=None):
        """Counts and amounts per channel (or other key of a person) between two business days, both included."""
        key = key or self.channel_of
        found = defaultdict(Counter)
        for email, day in self.first_seen.items():
            if first <= day <= last:
                found[key(email)]["leads"] += 1
        for deal in self.opportunities:
            if first <= business_day(deal["CreatedDate"]) <= last:
                found[key(self.email_of_deal[deal["Id"]])]["opportunities"] += 1
        for deal in self.won:
            if first <= date.fromisoformat(deal["CloseDate"]) <= last:
                row = found[key(self.email_of_deal[deal["Id"]])]
                row["won"] += 1
                row["newCustomers"] += self.first_win[deal["AccountId"]] == deal["Id"]
                row["revenue"] += Decimal(deal["Amount"] or 0)
        for line in self.spend if key == self.channel_of else []:
            if first <= date.fromisoformat(line["date"]) <= last:
                found[line["channel"]]["spend"] += Decimal(line["amount"])
        return found


def email_of(text):
    return text.strip().lower()


def business_day(instant):
    """The business day of an instant: 215 leads of UTC midnight belong to the month before."""
    return datetime.fromisoformat(instant.replace("Z", "+00:00")).astimezone(BUSINESS).date()


def first_days(contacts, email, created, leads):
    days = {}
    for who, stamp in [(row[email], row[created]) for row in contacts] + [
            (row["Email"], row["CreatedDate"]) for row in leads]:
        day = business_day(stamp)
        days[email_of(who)] = min(days.get(email_of(who), day), day)
    return days


def first_wins(won):
    """The deal that made each account a customer."""
    first = {}
    for deal in sorted(won, key=lambda deal: (deal["CloseDate"], deal["CreatedDate"], deal["Id"])):
        first.setdefault(deal["AccountId"], deal["Id"])
    return first


def cac(spend, customers):
    """Spend per new customer in cents, rounded half up, with its exact two-sided 95 % Poisson interval."""
    low, high = poisson_interval(customers)
    return tuple(None if count == 0 else cents(Decimal(spend) / Decimal(count)) for count in (customers, high, low))


def cents(amount):
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def poisson_interval(count, confidence=0.95):
    """Garwood: the means for which `count` or more, and `count` or fewer, have half the remaining probability."""
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else bisect(lambda mean: 1 - at_most(count - 1, mean) < tail, count)
    return low, bisect(lambda mean: at_most(count, mean) > tail, count)


def at_most(count, mean):
    """Probability of at most `count` events where `mean` are expected."""
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))


def bisect(is_below, count):
    low, high = 1e-12, count + 10 * math.sqrt(count + 1) + 10
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return (low + high) / 2
