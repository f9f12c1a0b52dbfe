"""dlt on Salesforce through simple-salesforce, as dlt's verified source does it: dlt_salesforce.py FOLDER OBJECT…"""

import sys

import dlt
from simple_salesforce import Salesforce

folder, *objects = sys.argv[1:]
client = Salesforce(consumer_key="sim-x", consumer_secret="sim-x", domain="sim.my", version="61.0")


def read(name):
    fields = [field["name"] for field in getattr(client, name).describe()["fields"]
              if field["type"] not in ("address", "location")]
    for row in client.query_all_iter(f"SELECT {', '.join(fields)} FROM {name}"):
        yield {key: value for key, value in row.items() if key != "attributes"}


resources = [dlt.resource(read(name), name=name.lower()) for name in objects]
destination = dlt.destinations.filesystem(bucket_url=f"file://{folder}/out")
pipeline = dlt.pipeline("salesforce", pipelines_dir=folder, destination=destination, dataset_name="crm")
pipeline.run(resources, loader_file_format="jsonl").raise_on_failed_jobs()
