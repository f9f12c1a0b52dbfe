import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg();
  await make('PlatformEventChannel', 'RevLoop__chn', { channelType: 'data', label: 'RevLoop' });
});
afterEach(() => org.close());

const make = (object: string, FullName: string, Metadata: object) =>
  call(org.url, 'POST', `/tooling/sobjects/${object}`, { FullName, Metadata });
const relay = (state: string) => ({
  destinationResourceName: 'callout:RevLoop',
  eventChannel: 'RevLoop__chn',
  state,
});

async function states(): Promise<unknown> {
  const { body } = await call(
    org.url,
    'GET',
    queryPath("SELECT State FROM EventRelayConfig WHERE DeveloperName = 'RevLoop'", 'tooling/query'),
  );
  return body;
}

describe('an event relay', () => {
  it('is created stopped and then set to run', async () => {
    const running = await make('EventRelayConfig', 'RevLoop', relay('RUN'));
    const stopped = await make('EventRelayConfig', 'RevLoop', relay('STOP'));
    const id = String(Object(stopped.body).id);
    const changed = await call(org.url, 'PATCH', `/tooling/sobjects/EventRelayConfig/${id}`, {
      Metadata: relay('RUN'),
    });

    expect(running.body).toMatchObject([{ errorCode: 'FIELD_INTEGRITY_EXCEPTION' }]);
    expect(stopped.status).toBe(201);
    expect(changed.status).toBe(204);
    expect(await states()).toMatchObject({ records: [{ State: 'RUN' }] });
  });

  it('has a channel of its own, which is looked at before its name', async () => {
    await make('EventRelayConfig', 'RevLoop', relay('STOP'));

    const second = await make('EventRelayConfig', 'RevLoop', relay('STOP'));

    expect(second.body).toMatchObject([
      { message: 'The channel is unique for each event relay and must not be reused' },
    ]);
  });

  it('can be taken away', async () => {
    const made = await make('EventRelayConfig', 'RevLoop', relay('STOP'));
    const path = `/tooling/sobjects/EventRelayConfig/${String(Object(made.body).id)}`;

    const shown = await call(org.url, 'GET', path);
    const removed = await call(org.url, 'DELETE', path);

    expect(shown.body).toMatchObject({ FullName: 'RevLoop', Metadata: { state: 'STOP' } });
    expect(removed.status).toBe(204);
    expect((await call(org.url, 'GET', path)).status).toBe(404);
  });
});

describe('a channel', () => {
  it('keeps its name to itself', async () => {
    const again = await make('PlatformEventChannel', 'RevLoop__chn', { channelType: 'data' });

    expect(again.body).toMatchObject([{ errorCode: 'DUPLICATE_DEVELOPER_NAME' }]);
  });

  it('has members', async () => {
    const member = await make('PlatformEventChannelMember', 'RevLoop_LeadChangeEvent', {
      eventChannel: 'RevLoop__chn',
      selectedEntity: 'LeadChangeEvent',
    });

    expect(member.body).toMatchObject({ success: true, errors: [], warnings: [], infos: [] });
  });
});
