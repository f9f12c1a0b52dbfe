"""Each foreign client as its users run it: a command line, its config, and what it printed, as {stream: {id: record}}."""

import gzip
import json
import subprocess
from pathlib import Path

START = "2020-01-01T00:00:00Z"
TAP_HUBSPOT = {"api_key": "sim-token", "start_date": START, "redirect_uri": "https://x", "client_id": "sim-x",
               "client_secret": "sim-x", "refresh_token": "sim-x"}
TAP_SALESFORCE = {"refresh_token": "sim-x", "client_id": "sim-x", "client_secret": "sim-x", "start_date": START,
                  "select_fields_by_default": "true", "is_sandbox": "false"}
AIRBYTE_HUBSPOT = {"start_date": START, "credentials": {"credentials_title": "Private App Credentials",
                                                        "access_token": "sim-token"}}
AIRBYTE_SALESFORCE = {"client_id": "sim-x", "client_secret": "sim-x", "refresh_token": "sim-x", "start_date": START,
                      "is_sandbox": False, "auth_type": "Client"}
LIMIT_SECONDS = 240


class Peers:
    """Where the clients are installed, and how they are run: behind the TLS front, with the vendors' host names."""

    def __init__(self, home, namespace, work, hubspot):
        self.home, self.namespace, self.work, self.hubspot = Path(home), str(namespace), Path(work), hubspot

    def tap_hubspot(self, streams):
        return self._tap("tap-hubspot", "tap-hubspot", TAP_HUBSPOT, streams)

    def tap_salesforce(self, api, streams):
        return self._tap("tap-salesforce", f"tap-salesforce-{api}", {**TAP_SALESFORCE, "api_type": api}, streams)

    def airbyte_hubspot(self, stream, mode):
        return self._airbyte("airbyte-hubspot", "source-hubspot", AIRBYTE_HUBSPOT, (stream, "updatedAt", mode))

    def airbyte_salesforce(self, stream, mode):
        return self._airbyte("airbyte-salesforce", "source-salesforce", AIRBYTE_SALESFORCE,
                             (stream, "SystemModstamp", mode))

    def dlt_hubspot(self, streams):
        return self._dlt("dlt_hubspot.py", [self.hubspot], streams, inside=False)

    def dlt_salesforce(self, streams):
        return self._dlt("dlt_salesforce.py", [], streams, inside=True)

    def _tap(self, environment, name, config, streams):
        tap = str(self.home / f"venv/{environment}/bin/{environment}")
        config_file = self._write(f"{name}.json", config)
        catalog = json.loads(self._run([tap, "-c", config_file, "--discover"], f"{name}-discover"))
        chosen = [entry for entry in catalog["streams"] if entry["tap_stream_id"] in streams]
        for entry in chosen:
            for line in entry["metadata"]:
                line["metadata"]["selected"] = True
        selection = self._write(f"{name}-catalog.json", {"streams": chosen})
        lines = self._run([tap, "-c", config_file, "--properties", selection], name).splitlines()
        messages = [json.loads(line) for line in lines if line.startswith("{")]
        return _by_stream((m["stream"], m["record"]) for m in messages if m["type"] == "RECORD")

    def _airbyte(self, environment, command, config, stream):
        name, cursor, mode = stream
        catalog = {"streams": [{
            "stream": {"name": name, "json_schema": {}, "supported_sync_modes": ["full_refresh", "incremental"],
                       "source_defined_cursor": True, "default_cursor_field": [cursor]},
            "sync_mode": mode, "cursor_field": [cursor], "destination_sync_mode": "append"}]}
        source = str(self.home / f"venv/{environment}/bin/{command}")
        label = f"{environment}-{name}-{mode}"
        out = self._run([source, "read", "--config", self._write(f"{label}.json", config),
                         "--catalog", self._write(f"{label}-catalog.json", catalog)], label)
        messages = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
        return _by_stream((m["record"]["stream"], m["record"]["data"]) for m in messages if m["type"] == "RECORD")

    def _dlt(self, script, arguments, streams, inside):
        folder = self.work / script.removesuffix(".py")
        python = str(self.home / "venv/dlt/bin/python")
        here = str(Path(__file__).with_name(script))
        self._run([python, here, *arguments, str(folder), *streams], script.removesuffix(".py"), inside)
        rows = []
        for stream in streams:
            for file in (folder / "out/crm" / stream.lower()).glob("*.jsonl*"):
                opened = gzip.open(file, "rt") if file.suffix == ".gz" else open(file, encoding="utf-8")
                with opened as text:
                    rows += [(stream, json.loads(line)) for line in text]
        return _by_stream(rows)

    def _write(self, name, value):
        file = self.work / name
        file.write_text(json.dumps(value), encoding="utf-8")
        return str(file)

    def _run(self, command, label, inside=True):
        full = [self.namespace, *command] if inside else command
        done = subprocess.run(full, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
        (self.work / f"{label}.log").write_text(done.stderr, encoding="utf-8")
        if done.returncode != 0:
            raise RuntimeError(f"{label} ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-700:]}")
        return done.stdout


def _by_stream(pairs):
    streams = {}
    for stream, record in pairs:
        streams.setdefault(stream, []).append(record)
    return streams
