import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Answers of real orgs, beside the repository. */
const RECORDED = join(import.meta.dirname, '../../../../../shared/wire/recorded');

const ExchangeSchema = z.object({ status: z.number(), response: z.unknown().optional() });
const TrafficSchema = z.record(z.string(), z.array(ExchangeSchema).or(z.unknown()));

export interface Recordings {
  /** Answer number `index` of a named kind of call. */
  readonly traffic: (name: string, index?: number) => unknown;
  /** A single recorded answer. */
  readonly fixture: (name: string) => unknown;
}

/** Undefined where the recordings are absent; throws then if they are required. */
export function loadRecordings(): Recordings | undefined {
  if (!existsSync(RECORDED)) {
    if (process.env['REVLOOP_REQUIRE_SHARED'] === '1') throw new Error(`required and absent: ${RECORDED}`);
    console.warn('Salesforce answers are not compared with recorded ones: ../shared/wire/recorded is absent');
    return undefined;
  }
  const traffic = TrafficSchema.parse(read('real-salesforce-2026-nango.json'));
  return {
    traffic: (name, index = 0) => z.array(ExchangeSchema).parse(traffic[name])[index]?.response,
    fixture: (name) => read(`amp-labs/salesforce/test__${name}.json`),
  };
}

function read(file: string): unknown {
  const parsed: unknown = JSON.parse(readFileSync(join(RECORDED, file), 'utf8'));
  return parsed;
}

/**
 * Where an answer does not have the shape of a recorded one: a key that is absent, or a value of another type. Null
 * fits anything that was recorded as null, and what is null in one answer may be a value in another. Further keys are
 * no difference; `ignored` keys are not looked at.
 */
export function differences(
  recorded: unknown,
  answer: unknown,
  ignored: readonly string[] = [],
  path = '$',
): readonly string[] {
  if (recorded === null || answer === null) return [];
  if (kindOf(recorded) !== kindOf(answer))
    return [`${path}: ${kindOf(answer)} instead of ${kindOf(recorded)}`];
  if (Array.isArray(recorded) && Array.isArray(answer)) {
    const [first] = recorded;
    // A shortened recording ends in a text that says how many there were.
    if (first === undefined || typeof first === 'string') return [];
    return answer.flatMap((item, i) => differences(first, item, ignored, `${path}[${i}]`));
  }
  const want = ObjectSchema.safeParse(recorded);
  const have = ObjectSchema.safeParse(answer);
  if (!want.success || !have.success) return [];
  return Object.entries(want.data).flatMap(([key, value]) => {
    if (ignored.includes(key)) return [];
    if (!(key in have.data)) return [`${path}.${key}: absent`];
    return differences(value, have.data[key], ignored, `${path}.${key}`);
  });
}

const ObjectSchema = z.record(z.string(), z.unknown());
const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);
