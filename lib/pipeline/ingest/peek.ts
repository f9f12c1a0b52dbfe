import type { ChangePage, Crm, Cursor, ObjectDescription, ObjectLook } from '../../crm/crm.ts';
import { CrmFailure } from '../../crm/crm-failure.ts';

interface Question {
  readonly description: ObjectDescription;
  readonly cursor: Cursor;
}

/** The first page of changes of all objects of a run, asked for together once every object has asked or passed. */
export interface Peek {
  /** The object's first page; undefined where it is to be read by itself. */
  readonly ask: (question: Question, lookbackMs: number) => Promise<ChangePage | undefined>;
  /** This object needs none. Passing twice, or after having asked, is passing once. */
  readonly pass: (object: string) => void;
}

/** Undefined where the CRM cannot answer for several objects at once, or only one is read. */
export function createPeek(crm: Crm, objects: readonly string[]): Peek | undefined {
  const { peekChanges } = crm;
  if (peekChanges === undefined || objects.length < 2) return undefined;
  const open = new Set(objects);
  const questions: Question[] = [];
  const answer = Promise.withResolvers<ReadonlyMap<string, ChangePage>>();
  let lookback = 0;
  const settle = (object: string): void => {
    if (!open.delete(object) || open.size > 0) return;
    if (questions.length === 0) answer.resolve(new Map());
    else answer.resolve(askAll(peekChanges, questions, lookback));
  };
  return {
    ask: async (question, lookbackMs) => {
      lookback = Math.max(lookback, lookbackMs);
      questions.push(question);
      settle(question.description.object);
      return (await answer.promise).get(question.description.object);
    },
    pass: settle,
  };
}

/** Descriptions and counts of all objects of a run, under the same conditions; empty where the call fails. */
export async function lookAtAll(
  crm: Crm,
  objects: readonly string[],
): Promise<ReadonlyMap<string, ObjectLook>> {
  if (crm.lookAt === undefined || objects.length < 2) return new Map();
  try {
    return await crm.lookAt(objects);
  } catch (cause) {
    if (!(cause instanceof CrmFailure)) throw cause;
    return new Map();
  }
}

/** Where the one call fails, each object's own call says what is wrong with it. */
async function askAll(
  peekChanges: NonNullable<Crm['peekChanges']>,
  questions: readonly Question[],
  lookbackMs: number,
): Promise<ReadonlyMap<string, ChangePage>> {
  try {
    return await peekChanges(questions, { lookbackMs });
  } catch (cause) {
    if (!(cause instanceof CrmFailure) || cause.failure === 'quota') throw cause;
    return new Map();
  }
}
