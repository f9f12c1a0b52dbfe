import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuyerHistory } from '../../../lib/kpis/methods/bg-nbd.ts';
import type { BuyerSpend } from '../../../lib/kpis/methods/gamma-gamma.ts';

/**
 * The 2,357 customers of the CDNOW sample (Fader, Hardie & Lee 2005), in weeks and dollars, as summarised in lifetimes
 * 0.11.3 (MIT); customers of one history share a row.
 */
export const CDNOW: readonly (BuyerHistory & BuyerSpend)[] = readFileSync(
  join(import.meta.dirname, 'cdnow.csv'),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [repeats = 0, recency = 0, age = 0, meanAmount = 0, customers = 0] = line.split(',').map(Number);
    return { repeats, recency, age, meanAmount, customers };
  });
