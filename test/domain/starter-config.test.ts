import { describe, expect, it } from 'vitest';
import { ConfigSchema } from '../../lib/domain/config.ts';
import { DEFAULT_CHANNELS } from '../../lib/domain/default-channels.ts';
import { loadConfig } from '../../lib/runtime/load-config.ts';

describe('the channels that are ready to use', () => {
  it('are listed in the starter config', () => {
    const config = loadConfig('examples/starter/revloop.yaml');

    expect(config.channels).toEqual(DEFAULT_CHANNELS);
  });

  it('apply where a config names none', () => {
    const config = ConfigSchema.parse({
      version: 1,
      timezone: 'Asia/Tokyo',
      currency: 'JPY',
      crm: { hubspot: {} },
    });

    expect(config.channels).toEqual(DEFAULT_CHANNELS);
  });
});
