import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { close, listen } from '../support/loopback-server.ts';
import { aPlace, jsonOf, leave, type Place, put, revloop, start } from './run-revloop.ts';
import { SMALL_CONFIG, SMALL_EXPORT } from './small-export.ts';

const DEMO = ['demo', '--from', 'export', '--config', 'revloop.yaml', '--once'];

let place: Place;

beforeEach(() => {
  place = aPlace();
  put(place, { ...SMALL_EXPORT, 'revloop.yaml': SMALL_CONFIG });
});

afterEach(() => leave(place));

describe('a second demo', () => {
  it('begins anew', async () => {
    const first = await revloop(place, [...DEMO, '--json']);
    const second = await revloop(place, [...DEMO, '--json']);

    const counts = { writes: { planned: 3, applied: 3 }, kpis: { blended: { leads: 2, won: 1 } } };
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(jsonOf(first)).toMatchObject(counts);
    expect(jsonOf(second)).toMatchObject(counts);
  });

  it('keeps what the first left when its export folder is missing', async () => {
    await revloop(place, DEMO);

    const missing = await revloop(place, ['demo', '--from', 'nowhere', '--once']);
    const shown = await revloop(place, ['kpi', 'show', '--period', 'all', '--json']);

    expect(missing.code).toBe(2);
    expect(jsonOf(shown)).toMatchObject({ blended: { leads: 2 } });
  });
});

describe('a demo that ended', () => {
  it('has no CRMs left for sync, which says so, and leaves the store to the next demo', async () => {
    await revloop(place, DEMO);

    const sync = await revloop(place, ['sync']);
    const again = await revloop(place, DEMO);

    expect(sync.code).toBe(1);
    expect(sync.stderr).toContain('RL-2001');
    expect(sync.stderr).toContain('npm start');
    expect(again.code).toBe(0);
  });

  it('gives way to a real sync, which removes what is made up and is never cleared', async () => {
    await revloop(place, DEMO);
    put(place, {
      'other/hubspot/contacts.csv':
        'id,email,createdate,createdAt,updatedAt,archived\n901,ito@example.com,2026-05-01T01:00:00.000Z,2026-05-01T01:00:00.000Z,2026-05-01T01:00:00.000Z,false\n',
    });
    const simulators = start(place, ['simulate', '--from', 'other', '--as-of', '2026-07-01']);
    const { hubspot } = z
      .object({ hubspot: z.string() })
      .parse(JSON.parse(await simulators.until('stdout', /\n$/)));

    const sync = await revloop(place, ['sync'], { REVLOOP_HUBSPOT_URL: hubspot });
    await simulators.stop();
    await revloop(place, ['kpi', 'compute']);
    const shown = await revloop(place, ['kpi', 'show', '--period', 'all', '--json']);
    const demo = await revloop(place, DEMO);

    expect(sync.code).toBe(0);
    expect(sync.stderr).toContain("The demo's data was removed");
    expect(jsonOf(shown)).toMatchObject({ blended: { leads: 1, won: 0 } });
    expect(demo.stderr).toContain('RL-3002');
  });
});

describe('exit code 4', () => {
  it('says that a record is quarantined, and names it', async () => {
    const deals = SMALL_EXPORT['export/hubspot/deals.csv']?.replace(',120000,', ',abc,') ?? '';
    put(place, { 'export/hubspot/deals.csv': deals });

    const text = await revloop(place, DEMO);
    const json = await revloop(place, [...DEMO, '--json']);

    expect([text.code, json.code]).toEqual([4, 4]);
    expect(text.stdout).toContain('hubspot/deals/301  RL-2201');
    expect(jsonOf(json)).toMatchObject({ quarantined: [{ object: 'deals', id: '301' }] });
  });
});

describe('the embedded store', () => {
  it('survives a command that is killed', async () => {
    await revloop(place, DEMO);
    const before = readFileSync(join(place.home, 'store.json'), 'utf8');
    const studio = start(place, ['studio', '--port', '0']);
    await studio.until('stderr', /Studio/);

    studio.child.kill('SIGKILL');
    await studio.ended;
    const { code } = await revloop(place, ['kpi', 'show', '--period', 'all']);

    expect(code).toBe(0);
    expect(readFileSync(join(place.home, 'store.json'), 'utf8')).toBe(before);
  });

  it('is one for two commands that start at the same moment in an empty home', async () => {
    const both = await Promise.all([revloop(place, ['doctor']), revloop(place, ['plan'])]);

    for (const { stderr } of both) expect(stderr).not.toContain('RL-3001');
    expect(both[0]?.stdout).toContain('✓ config');
    expect(both[1]?.stderr).toContain('RL-3101');
    expect(readFileSync(join(place.home, 'store.log'), 'utf8')).toBe('');
  });
});

describe('simulate', () => {
  it('serves on the ports it is given and says so in one line of JSON', async () => {
    const [salesforcePort, hubspotPort] = [await freePort(), await freePort()];

    const simulators = start(place, [
      'simulate',
      '--from',
      'export',
      '--salesforce-port',
      salesforcePort,
      '--hubspot-port',
      hubspotPort,
    ]);
    const line = await simulators.until('stdout', /\n$/);
    const calls = await fetch(`http://127.0.0.1:${hubspotPort}/_simulator/calls`);
    const { code, stdout } = await simulators.stop();

    expect(line).toBe(
      `{"salesforce":"http://127.0.0.1:${salesforcePort}","hubspot":"http://127.0.0.1:${hubspotPort}"}\n`,
    );
    expect(await calls.json()).toEqual([]);
    expect([code, stdout]).toEqual([0, line]);
  });

  it('ends with 2 when a port is taken', async () => {
    const server = createServer();
    const port = new URL(await listen(server)).port;

    const { code, stderr } = await revloop(place, ['simulate', '--from', 'export', '--hubspot-port', port]);
    await close(server);

    expect(code).toBe(2);
    expect(stderr).toContain(`port ${port} is taken`);
  });
});

async function freePort(): Promise<string> {
  const server = createServer();
  const { port } = new URL(await listen(server));
  await close(server);
  return port;
}
