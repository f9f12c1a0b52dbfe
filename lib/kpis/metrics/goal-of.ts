import Big from 'big.js';
import { monthsOf } from '../../domain/calendar.ts';
import type { Config } from '../../domain/config.ts';
import { parseMinor } from '../../domain/money.ts';
import { type Figure, known, unknown } from '../figure.ts';
import type { TableScope } from '../table-scope.ts';

export type Goal = keyof NonNullable<Config['targets']['monthly']>;

/**
 * What the company is to reach over the table's period.
 * Formula  goal a month × months the period touches
 * Unit     records, or minor units of revenue
 * Empty    'no-goal' where the config names none
 */
export function goalOf({ input: { config, from, to } }: Pick<TableScope, 'input'>, goal: Goal): Figure {
  const monthly = config.targets.monthly?.[goal];
  if (monthly === undefined) return unknown('no-goal');
  const amount = typeof monthly === 'string' ? parseMinor(monthly, config.currency) : monthly;
  return known(new Big(amount).times(monthsOf(from, to).length));
}
