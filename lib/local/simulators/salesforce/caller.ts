import type { Caller } from './org.ts';

const DEFAULT_VERSION = '66.0';

/** Who calls, out of the path and headers of a request. `header` gives one by its name. */
export function callerOf(path: string, header: (name: string) => string | undefined): Caller {
  const [, version = DEFAULT_VERSION] = /\/v?(\d+\.\d)(?:\/|$)/.exec(path) ?? [];
  const [, client] = /client=([^;,\s]+)/.exec(header('sforce-call-options') ?? '') ?? [];
  const rule = header('sforce-duplicate-rule-header') ?? '';
  return { api: 'rest', version, client, allowSave: /allowSave\s*=\s*true/i.test(rule) };
}
