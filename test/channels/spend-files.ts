import * as z from 'zod';
import type { SpendImport } from '../../lib/channels/channel-source.ts';
import { readSpendCsv } from '../../lib/channels/spend-csv.ts';
import type { SpendSource } from '../../lib/domain/config.ts';
import { ChannelSchema } from '../../lib/domain/config-channels.ts';

const CHANNELS = z.array(ChannelSchema).parse([
  { id: 'paid_search', name: { ja: 'リスティング広告', en: 'Paid search' } },
  { id: 'trade_show', name: { ja: '展示会', en: 'Trade show' } },
]);
const PLAIN: SpendSource = { file: 'spend/*.csv', columns: {}, encoding: 'auto', costScope: 'media' };

/** What the file `spend/a.csv` with this text says. */
export function read(text: string, source: Partial<SpendSource> = {}, currency = 'JPY'): SpendImport {
  return readBytes(new TextEncoder().encode(text), source, currency);
}

export function readBytes(
  bytes: Uint8Array,
  source: Partial<SpendSource> = {},
  currency = 'JPY',
): SpendImport {
  const file = 'spend/a.csv';
  return readSpendCsv({ file, bytes, source: { ...PLAIN, ...source }, channels: CHANNELS, currency });
}
