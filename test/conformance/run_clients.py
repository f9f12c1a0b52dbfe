"""Foreign clients against both simulators: serves a known data set, reads it completely, writes a little.

    python run_clients.py [COMMAND…]      COMMAND serves the folder given after `--from`; default: revloop simulate
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import data_set
import hubspot_client
import salesforce_client
from checklist import Checklist

REPOSITORY = Path(__file__).resolve().parents[2]
SIMULATE = [str(REPOSITORY / "node_modules/.bin/node"), str(REPOSITORY / "lib/cli/revloop.js"), "simulate"]


def main(command):
    checklist = Checklist()
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "export"
        data_set.write(export)
        server = subprocess.Popen([*command, "--from", str(export)], stdout=subprocess.PIPE, text=True)
        try:
            addresses = json.loads(server.stdout.readline())
            for name, client in (("salesforce", salesforce_client), ("hubspot", hubspot_client)):
                try:
                    client.run(addresses[name], checklist)
                except Exception as error:  # pylint: disable=broad-except
                    checklist.check(f"{name}: runs to its end", False, f"{type(error).__name__}: {str(error)[:500]}")
        except ValueError as error:
            checklist.check("the simulators start", False, str(error))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=10)
    return checklist.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or SIMULATE))
