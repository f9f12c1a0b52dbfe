"""simple-salesforce, unchanged, against the Salesforce simulator."""

import json
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import requests
from requests.adapters import HTTPAdapter
from simple_salesforce import Salesforce
from simple_salesforce.exceptions import (
    SalesforceAuthenticationFailed,
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceResourceNotFound,
)

from checklist import raises
from data_set import LEAD_COLUMNS, LEADS, leads

FIELDS = ", ".join(LEAD_COLUMNS)


class ToSimulator(HTTPAdapter):
    """simple-salesforce always says https and salesforce.com: both become the simulator's address."""

    def __init__(self, url):
        super().__init__()
        self.origin = urlsplit(url)

    def send(self, request, **options):
        parts = urlsplit(request.url)
        request.url = urlunsplit(parts._replace(scheme=self.origin.scheme, netloc=self.origin.netloc))
        return super().send(request, **options)


def run(url, checklist):
    """Every claim about Salesforce."""
    client = connect(url, "sim-secret")
    check_session(url, client, checklist)
    check_reading(url, client, checklist)
    check_writing(client, checklist)


def connect(url, secret):
    """Logs in with client credentials, as a connected app does."""
    return Salesforce(consumer_key=secret, consumer_secret=secret, domain="sim.my", session=session_to(url),
                      version="66.0")


def session_to(url):
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", ToSimulator(url))
    return session


def check_session(url, client, checklist):
    checklist.check("salesforce: logs in with client credentials", lambda: len(client.session_id) > 20)
    checklist.check(
        "salesforce: refuses a client it does not know",
        lambda: raises(SalesforceAuthenticationFailed, lambda: connect(url, "wrong")),
    )
    stranger = Salesforce(session_id="nobody", instance="sim.my.salesforce.com", session=session_to(url),
                          version="66.0")
    checklist.check(
        "salesforce: refuses a session it does not know",
        lambda: raises(SalesforceExpiredSession, lambda: stranger.query("SELECT Id FROM Lead LIMIT 1"), status=401),
    )
    checklist.check("salesforce: gives its limits", lambda: client.limits()["DailyApiRequests"]["Max"] > 0)
    checklist.check("salesforce: tells API usage on calls", lambda: client.api_usage["api-usage"].used > 0)
    checklist.check("salesforce: lists Lead among its objects",
                    lambda: "Lead" in [sobject["name"] for sobject in client.describe()["sobjects"]])
    checklist.check("salesforce: describes every column of the export",
                    lambda: set(LEAD_COLUMNS) <= {field["name"] for field in client.Lead.describe()["fields"]})


def check_reading(url, client, checklist):
    before = queries(url)
    answer = client.query_all(f"SELECT {FIELDS} FROM Lead ORDER BY SystemModstamp, Id")
    calls = queries(url) - before
    records = answer["records"]
    wanted = leads()
    checklist.check(f"salesforce: gives all {LEADS} leads", {r["Id"] for r in records} == set(wanted),
                    f"{len(records)} records")
    checklist.check("salesforce: gives each once", len(records) == LEADS == answer["totalSize"])
    checklist.check("salesforce: in pages of 2,000", calls == -(-LEADS // 2000), f"{calls} calls")
    wrong = [r["Id"] for r in records if normal(r) != expected(wanted[r["Id"]])]
    checklist.check("salesforce: with the values of the export", wrong == [], f"{len(wrong)} differ, first {wrong[:1]}")
    order = [(r["SystemModstamp"], r["Id"]) for r in records]
    checklist.check("salesforce: in the order asked for", order == sorted(order))
    checklist.check("salesforce: one record by id", lambda: client.Lead.get("00Q5g0000000001AAA")["FirstName"] == "F1")
    checklist.check("salesforce: counts", lambda: client.query("SELECT COUNT() FROM Lead")["totalSize"] == LEADS)
    checklist.check(
        "salesforce: filters text with a quote in it",
        lambda: client.query("SELECT COUNT() FROM Lead WHERE LastName = 'O\\'Brien'")["totalSize"]
        == sum(row["LastName"] == "O'Brien" for row in wanted.values()),
    )
    checklist.check(
        "salesforce: refuses bad SOQL as malformed",
        lambda: raises(SalesforceMalformedRequest, lambda: client.query("SELECT Nothing__c FROM Lead"), status=400),
    )
    checklist.check(
        "salesforce: knows no record of another id",
        lambda: raises(SalesforceResourceNotFound, lambda: client.Lead.get("00Q5g0000099999AAA"), status=404),
    )


def check_writing(client, checklist):
    made = client.Lead.create({"LastName": "New", "Company": "Made"})
    checklist.check("salesforce: creates", made["success"] and len(made["id"]) == 18)
    checklist.check("salesforce: updates", lambda: client.Lead.update(made["id"], {"Company": "Moved"}) == 204)
    checklist.check("salesforce: shows the update", lambda: client.Lead.get(made["id"])["Company"] == "Moved")
    checklist.check("salesforce: deletes", lambda: client.Lead.delete(made["id"]) == 204)
    found = f"SELECT Id, IsDeleted FROM Lead WHERE Id = '{made['id']}'"
    checklist.check("salesforce: hides the deleted", lambda: client.query(found)["totalSize"] == 0)
    checklist.check("salesforce: queryAll shows the deleted",
                    lambda: client.query_all(found, include_deleted=True)["records"][0]["IsDeleted"] is True)


def normal(record):
    """A record without its attributes, stamps as the export writes them."""
    return {name: _stamp(value) for name, value in record.items() if name != "attributes"}


def expected(row):
    typed = {**row, "IsDeleted": False, "Score__c": float(row["Score__c"])}
    return {name: None if value == "" else value for name, value in typed.items()}


def _stamp(value):
    return value.replace("+0000", "Z") if isinstance(value, str) and value.endswith("+0000") else value


def queries(url):
    """Query calls the simulator has answered so far."""
    with urlopen(f"{url}/_simulator/calls") as answer:
        return sum(call["count"] for call in json.load(answer) if "/query" in call["route"])
