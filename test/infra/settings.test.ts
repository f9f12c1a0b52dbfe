import { describe, expect, it } from 'vitest';
import { readSettings } from '../../infra/settings.ts';
import { createApp, TEST_CONFIG } from './synthesize.ts';

describe('settings', () => {
  it('come from the context, with the whole cloud and the name revloop as defaults', () => {
    const settings = readSettings(createApp().node);

    expect(settings.name).toBe('revloop');
    expect(settings.local).toBe(false);
    expect(settings.configFile.endsWith(TEST_CONFIG)).toBe(true);
    expect(settings.config.timezone).toBe('Asia/Tokyo');
  });

  it.each([
    ['a config that is not there', { config: 'test/infra/absent.yaml' }, 'cannot be read'],
    ['a name that AWS would refuse', { name: 'RevLoop!' }, 'lower-case'],
    ['a switch that is neither on nor off', { local: 'yes' }, 'local'],
    ['an address that is none', { salesforceUrl: 'salesforce' }, 'URL'],
  ])('refuse %s', (_case, context, reason) => {
    const read = () => readSettings(createApp(context).node);

    expect(read).toThrow(reason);
  });
});
