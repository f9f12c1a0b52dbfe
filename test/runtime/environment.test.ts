import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnvironment, setEnvironment } from '../../lib/runtime/environment.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('readEnvironment', () => {
  it('fills in what is not set', () => {
    for (const name of ['REVLOOP_TABLE', 'REVLOOP_HOME', 'REVLOOP_LOG']) vi.stubEnv(name, undefined);

    const environment = readEnvironment();

    expect(environment).toMatchObject({
      REVLOOP_TABLE: 'revloop',
      REVLOOP_HOME: '.revloop',
      REVLOOP_LOG: 'info',
    });
  });

  it('takes a blank variable for one that is not there', () => {
    vi.stubEnv('REVLOOP_HUBSPOT_URL', '');

    expect(readEnvironment().REVLOOP_HUBSPOT_URL).toBeUndefined();
  });

  it('refuses a value that it does not know', () => {
    vi.stubEnv('REVLOOP_LOG', 'loud');

    expect(readEnvironment).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('REVLOOP_LOG') }),
    );
  });
});

describe('setEnvironment', () => {
  it('sets and clears variables of this process', () => {
    vi.stubEnv('REVLOOP_BUS', 'before');
    vi.stubEnv('REVLOOP_HOME', 'home');

    setEnvironment({ REVLOOP_BUS: 'after', REVLOOP_HOME: undefined });

    expect(readEnvironment()).toMatchObject({ REVLOOP_BUS: 'after', REVLOOP_HOME: '.revloop' });
  });
});
