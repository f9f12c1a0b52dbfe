"""A small company with known records, written as an export folder (contract: one CSV per object)."""

import csv
from pathlib import Path

# More than one page of each: 2,000 rows in Salesforce, 100 (200 in a search) in HubSpot.
LEADS = 4_321
CONTACTS = 345
DEALS = 120
COMPANIES = 260

LEAD_COLUMNS = ["Id", "FirstName", "LastName", "Company", "Email", "Status", "LeadSource",
                "CreatedDate", "LastModifiedDate", "SystemModstamp", "IsDeleted", "Score__c"]
CONTACT_COLUMNS = ["id", "email", "firstname", "lastname", "utm_source", "createdAt", "updatedAt", "archived"]
DEAL_COLUMNS = ["id", "dealname", "amount", "dealstage", "pipeline", "createdAt", "updatedAt", "archived"]
SOURCES = ["Web", "Trade Show", "Referral", ""]

# Text that breaks careless CSV, JSON or SOQL code.
NAMES = ["山田", "O'Brien", 'Zoë "Zed"', "a,b", "100%_x\\y", "<b>&amp;</b>"]


def leads():
    """Salesforce leads by id; many share one modification second, as after an import."""
    rows = {}
    for number in range(LEADS):
        stamp = f"2026-03-{1 + number // 2000:02d}T00:00:00.000Z"
        key = f"00Q5g00000{number:05d}AAA"
        rows[key] = {
            "Id": key, "FirstName": f"F{number}", "LastName": NAMES[number % len(NAMES)],
            "Company": f"Company {number % 50}", "Email": f"lead{number}@example.com", "Status": "Open",
            "LeadSource": SOURCES[number % len(SOURCES)], "CreatedDate": stamp, "LastModifiedDate": stamp,
            "SystemModstamp": stamp, "IsDeleted": "false", "Score__c": str(number / 2),
        }
    return rows


def contacts():
    """HubSpot contacts by id."""
    rows = {}
    for number in range(CONTACTS):
        stamp = f"2026-03-01T00:00:{number % 60:02d}.{number:03d}Z"
        key = str(1_000 + number)
        rows[key] = {
            "id": key, "email": f"contact{number}@example.com", "firstname": f"F{number}",
            "lastname": NAMES[number % len(NAMES)], "utm_source": SOURCES[number % len(SOURCES)],
            "createdAt": stamp, "updatedAt": stamp, "archived": "false",
        }
    return rows


def deals():
    """HubSpot deals by id."""
    rows = {}
    for number in range(DEALS):
        key = str(9_000 + number)
        rows[key] = {
            "id": key, "dealname": f"Deal {number}", "amount": str(number * 1_000),
            "dealstage": "closedwon" if number % 3 == 0 else "appointmentscheduled", "pipeline": "default",
            "createdAt": "2026-03-02T00:00:00.000Z", "updatedAt": "2026-03-02T00:00:00.000Z",
            "archived": "false",
        }
    return rows


def companies():
    """HubSpot companies by id."""
    rows = {}
    for number in range(COMPANIES):
        key = str(5_000 + number)
        stamp = f"2026-03-01T01:{number % 60:02d}:00.{number:03d}Z"
        rows[key] = {"id": key, "name": NAMES[number % len(NAMES)] + str(number), "domain": f"c{number}.example.com",
                     "createdAt": stamp, "updatedAt": stamp, "archived": "false"}
    return rows


# What names a record of each stream, in the export and in what a client makes of it.
NAME_OF = {"contacts": "lastname", "deals": "dealname", "companies": "name", "Lead": "LastName"}


def same_name(stream, row, record):
    """Whether a client's record carries the name that the export gives it; many clients nest or rename values."""
    name = NAME_OF[stream]
    nested = record.get("properties") if isinstance(record.get("properties"), dict) else {}
    candidates = [record.get(name), record.get(f"property_{name}"), record.get(f"properties_{name}"), nested.get(name),
                  record.get(f"properties__{name}"), record.get("last_name")]
    values = [value.get("value") if isinstance(value, dict) else value for value in candidates]
    return row[name] in values


def deal_contacts():
    """Contact of each deal: (deal id, contact id)."""
    return [(deal, str(1_000 + at)) for at, deal in enumerate(deals())]


def write(folder):
    """Writes the whole folder."""
    root = Path(folder)
    (root / "salesforce").mkdir(parents=True)
    (root / "hubspot").mkdir()
    _write_csv(root / "salesforce/Lead.csv", LEAD_COLUMNS, leads().values())
    _write_csv(root / "hubspot/contacts.csv", CONTACT_COLUMNS, contacts().values())
    _write_csv(root / "hubspot/deals.csv", DEAL_COLUMNS, deals().values())
    columns = ["id", "name", "domain", "createdAt", "updatedAt", "archived"]
    _write_csv(root / "hubspot/companies.csv", columns, companies().values())
    columns = ["fromType", "fromId", "toType", "toId", "typeId"]
    links = [dict(zip(columns, ["deals", deal, "contacts", contact, "3"])) for deal, contact in deal_contacts()]
    _write_csv(root / "hubspot/associations.csv", columns, links)


def _write_csv(path, columns, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
