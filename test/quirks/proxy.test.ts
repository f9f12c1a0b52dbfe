import { afterAll, expect, it, vi } from 'vitest';
import { FIELDS } from '../../lib/crm/fields.ts';
import { failuresOf, openFaults } from '../faults/fault-stage.ts';

// jsforce looks at the environment once, when it is loaded: before any import of this file.
vi.hoisted(() => {
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'])
    vi.stubEnv(name, 'http://127.0.0.1:9');
});

afterAll(() => void vi.unstubAllEnvs());

it('X1 a proxy of the environment does not stand between us and the org', async () => {
  const stage = await openFaults();

  const report = await stage.sync();

  const provisioned = await (await stage.connect()).get('salesforce')?.provision(FIELDS);
  expect(failuresOf(report)).toEqual([]);
  expect(provisioned?.created.length).toBeGreaterThan(10);
});
