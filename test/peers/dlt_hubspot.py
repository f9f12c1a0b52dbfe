"""dlt's own REST source on HubSpot: dlt_hubspot.py BASE_URL FOLDER OBJECT…"""

import sys

import dlt
from dlt.sources.rest_api import rest_api_source

base, folder, *objects = sys.argv[1:]
cursor = {"type": "cursor", "cursor_path": "paging.next.after", "cursor_param": "after"}
resources = [{"name": name, "endpoint": {"path": f"crm/v3/objects/{name}", "params": {"limit": 100},
                                         "data_selector": "results", "paginator": cursor}} for name in objects]
source = rest_api_source({"client": {"base_url": base, "auth": {"token": "sim-token"}}, "resources": resources})
destination = dlt.destinations.filesystem(bucket_url=f"file://{folder}/out")
pipeline = dlt.pipeline("hubspot", pipelines_dir=folder, destination=destination, dataset_name="crm")
pipeline.run(source, loader_file_format="jsonl").raise_on_failed_jobs()
