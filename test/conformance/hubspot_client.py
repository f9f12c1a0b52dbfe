"""HubSpot's own Python client, unchanged, against the HubSpot simulator."""

from hubspot import Client
from hubspot.crm.associations.v4 import BatchInputPublicFetchAssociationsBatchRequest
from hubspot.crm.contacts import (
    ApiException,
    BatchInputSimplePublicObjectBatchInput,
    BatchReadInputSimplePublicObjectId,
    PublicObjectSearchRequest,
    SimplePublicObjectInput,
    SimplePublicObjectInputForCreate,
)
from hubspot.crm.properties import ApiException as PropertyException
from hubspot.crm.properties import PropertyCreate

from checklist import raises
from data_set import CONTACT_COLUMNS, CONTACTS, DEALS, contacts, deal_contacts, deals

PROPERTIES = [name for name in CONTACT_COLUMNS if name not in ("id", "createdAt", "updatedAt", "archived")]


def run(url, checklist):
    """Every claim about HubSpot."""
    client = Client.create(access_token="sim-token", host=url)
    check_lists(client, checklist)
    check_searches(client, checklist)
    check_metadata(url, client, checklist)
    check_writing(client, checklist)


def check_lists(client, checklist):
    found = client.crm.contacts.get_all(properties=PROPERTIES)
    wanted = contacts()
    checklist.check(f"hubspot: lists all {CONTACTS} contacts", sorted(r.id for r in found) == sorted(wanted),
                    f"{len(found)} records")
    wrong = [r.id for r in found if [r.properties.get(p) or "" for p in PROPERTIES] != [wanted[r.id][p] for p in PROPERTIES]]
    checklist.check("hubspot: with the values of the export", wrong == [], f"{len(wrong)} differ, first {wrong[:1]}")
    stamps = [r.id for r in found if _stamp(r.updated_at) != wanted[r.id]["updatedAt"]]
    checklist.check("hubspot: with their stamps to the millisecond", stamps == [], f"{stamps[:3]}")
    checklist.check(f"hubspot: lists all {DEALS} deals", lambda: {r.id for r in client.crm.deals.get_all()} == set(deals()))
    pages = client.crm.deals.basic_api.get_page(limit=100, associations=["contacts"])
    first = pages.results[0]
    checklist.check("hubspot: lists associations with a deal",
                    lambda: (first.id, first.associations["contacts"].results[0].id) in deal_contacts())
    ids = [{"id": key} for key in list(deals())[:100]]
    links = client.crm.associations.v4.batch_api.get_page(
        "deals", "contacts", BatchInputPublicFetchAssociationsBatchRequest(inputs=ids))
    pairs = [(r._from.id, to.to_object_id) for r in links.results for to in r.to]
    checklist.check("hubspot: reads associations in batches",
                    sorted((d, str(c)) for d, c in pairs) == sorted(deal_contacts()[:100]))


def check_searches(client, checklist):
    found, after = [], None
    while True:
        page = client.crm.contacts.search_api.do_search(PublicObjectSearchRequest(
            filter_groups=[{"filters": [{"propertyName": "utm_source", "operator": "EQ", "value": "Trade Show"}]}],
            sorts=[{"propertyName": "hs_object_id", "direction": "ASCENDING"}],
            properties=PROPERTIES, limit=50, after=after))
        found += [r.id for r in page.results]
        if page.paging is None:
            break
        after = page.paging.next.after
    wanted = [key for key, row in contacts().items() if row["utm_source"] == "Trade Show"]
    checklist.check("hubspot: searches over pages, sorted by id", found == wanted and page.total == len(wanted),
                    f"{len(found)} found")
    checklist.check(
        "hubspot: refuses to search past 10,000",
        lambda: raises(ApiException, lambda: client.crm.contacts.search_api.do_search(
            PublicObjectSearchRequest(filter_groups=[], limit=200, after="10000")), status=400),
    )
    some = client.crm.contacts.batch_api.read(BatchReadInputSimplePublicObjectId(
        inputs=[{"id": "1000"}, {"id": "1001"}], properties=["email"], properties_with_history=[]))
    checklist.check("hubspot: reads a batch by id", sorted(r.id for r in some.results) == ["1000", "1001"])


def check_metadata(url, client, checklist):
    names = {p.name for p in client.crm.properties.core_api.get_all("contacts").results}
    checklist.check("hubspot: describes every column of the export", set(PROPERTIES) <= names)
    checklist.check("hubspot: lists pipelines",
                    lambda: "default" in [p.id for p in client.crm.pipelines.pipelines_api.get_all("deals").results])
    checklist.check("hubspot: lists owners", lambda: client.crm.owners.owners_api.get_page(limit=100).results is not None)
    stranger = Client.create(access_token="wrong", host=url)
    checklist.check(
        "hubspot: refuses a token it does not know",
        lambda: raises(ApiException, lambda: stranger.crm.contacts.basic_api.get_page(), status=401),
    )
    checklist.check(
        "hubspot: knows no record of another id",
        lambda: raises(ApiException, lambda: client.crm.contacts.basic_api.get_by_id("999999"), status=404),
    )


def check_writing(client, checklist):
    api = client.crm.contacts
    client.crm.properties.core_api.create("contacts", PropertyCreate(
        name="revloop_check", label="Check", type="string", field_type="text", group_name="contactinformation"))
    checklist.check("hubspot: shows a new property",
                    lambda: client.crm.properties.core_api.get_by_name("contacts", "revloop_check").label == "Check")
    checklist.check(
        "hubspot: knows no property of another name",
        lambda: raises(PropertyException,
                       lambda: client.crm.properties.core_api.get_by_name("contacts", "nothing"), status=404),
    )
    made = api.basic_api.create(SimplePublicObjectInputForCreate(properties={"email": "new@example.com"}, associations=[]))
    checklist.check("hubspot: creates", made.id is not None)
    api.basic_api.update(made.id, SimplePublicObjectInput(properties={"revloop_check": "山田"}))
    shown = api.basic_api.get_by_id(made.id, properties=["revloop_check"])
    checklist.check("hubspot: updates", shown.properties["revloop_check"] == "山田")
    moved = api.batch_api.update(BatchInputSimplePublicObjectBatchInput(
        inputs=[{"id": key, "properties": {"revloop_check": "b"}} for key in ("1000", "1001")]))
    checklist.check("hubspot: updates a batch", moved.status == "COMPLETE" and len(moved.results) == 2)
    api.basic_api.archive(made.id)
    checklist.check("hubspot: hides the archived",
                    lambda: raises(ApiException, lambda: api.basic_api.get_by_id(made.id), status=404))


def _stamp(value):
    return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
