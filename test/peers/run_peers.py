"""Foreign clients from PyPI, unchanged, read a known data set from both simulators, completely.

    python run_peers.py PEERS_FOLDER

PEERS_FOLDER holds install.sh, gencert.sh, front.mjs and ns.sh. Needs root, for port 443 and a mount namespace.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "conformance"))

import data_set  # noqa: E402
from checklist import Checklist  # noqa: E402
from peer_runs import Peers  # noqa: E402

REPOSITORY = Path(__file__).resolve().parents[2]
NODE = str(REPOSITORY / "node_modules/.bin/node")
INSTANCE = "https://sim.my.salesforce.com"
HUBSPOT_STREAMS = ("contacts", "deals", "companies")


def main(folder):
    checklist = Checklist()
    peers_folder = Path(folder).resolve()
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        os.environ.pop(name, None)
    subprocess.run([str(peers_folder / "gencert.sh")], check=True, stdout=subprocess.DEVNULL)
    home = Path(os.environ.get("PEERS_HOME", Path.home() / ".cache/revloop-peers"))
    with tempfile.TemporaryDirectory() as work:
        export = Path(work) / "export"
        data_set.write(export)
        simulate = [NODE, str(REPOSITORY / "lib/cli/revloop.js"), "simulate", "--from", str(export),
                    "--salesforce-instance-url", INSTANCE]
        with running(simulate) as simulators:
            urls = json.loads(simulators.stdout.readline())
            with running([NODE, str(peers_folder / "front.mjs"), urls["salesforce"], urls["hubspot"]]) as front:
                front.stdout.readline()
                check_all(Peers(home, peers_folder / "ns.sh", work, urls["hubspot"]), checklist)
    return checklist.end()


def check_all(peers, checklist):
    """Every client, on every object of the data set that it can read."""
    hubspot = {"contacts": data_set.contacts(), "deals": data_set.deals(), "companies": data_set.companies()}
    leads = {"Lead": data_set.leads()}
    ids = {"contacts": "id", "deals": "dealId", "companies": "companyId"}
    expect(checklist, "tap-hubspot 4.5.0", lambda: peers.tap_hubspot(HUBSPOT_STREAMS), hubspot, ids)
    for stream in HUBSPOT_STREAMS:
        for mode in ("full_refresh", "incremental"):
            expect(checklist, f"airbyte-source-hubspot 5.7.0 ({mode})",
                   lambda name=stream, how=mode: peers.airbyte_hubspot(name, how), {stream: hubspot[stream]},
                   {stream: "id"})
    expect(checklist, "dlt 1.31.0 (rest_api)", lambda: peers.dlt_hubspot(("contacts", "deals")),
           {name: hubspot[name] for name in ("contacts", "deals")}, {"contacts": "id", "deals": "id"})
    for api in ("REST", "BULK"):
        expect(checklist, f"tap-salesforce 2.8.1 ({api})", lambda how=api: peers.tap_salesforce(how, ("Lead",)), leads,
               {"Lead": "Id"})
    for mode in ("full_refresh", "incremental"):
        expect(checklist, f"airbyte-source-salesforce 2.10.3 ({mode})",
               lambda how=mode: peers.airbyte_salesforce("Lead", how), leads, {"Lead": "Id"})
    expect(checklist, "dlt 1.31.0 (simple-salesforce)", lambda: peers.dlt_salesforce(("Lead",)), leads, {"Lead": "id"})


def expect(checklist, client, read, wanted, ids):
    """The client reads every record once or more, nothing else, and with the values of the export."""
    try:
        found = read()
    except Exception as error:  # pylint: disable=broad-except
        checklist.check(f"{client}: runs to its end", False, f"{type(error).__name__}: {str(error)[-900:]}")
        return
    for stream, rows in wanted.items():
        got = {str(record[ids[stream]]): record for record in found.get(stream, [])}
        missing, extra = sorted(set(rows) - set(got)), sorted(set(got) - set(rows))
        checklist.check(f"{client}: reads all {len(rows)} {stream}", not missing and not extra,
                        f"{len(missing)} missing {missing[:2]}, {len(extra)} extra {extra[:2]}")
        wrong = [key for key, row in rows.items() if key in got and not data_set.same_name(stream, row, got[key])]
        checklist.check(f"{client}: {stream} carry the values of the export", not wrong,
                        f"{len(wrong)} differ, first {wrong[:1]}: {str(got.get(wrong[0]))[:300] if wrong else ''}")


class running:  # pylint: disable=invalid-name
    """A server for as long as the block lasts."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
