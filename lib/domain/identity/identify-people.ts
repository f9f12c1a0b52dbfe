import type { PersonRecord } from '../entities.ts';
import { inIssueOrder } from './ambiguity.ts';
import { canonicalIds } from './canonical-ids.ts';
import { type Identity, NOTHING_GONE, type Past } from './identity.ts';
import { likeness } from './likeness.ts';
import { normalEmail } from './normal-email.ts';
import { joinByValue } from './shared-values.ts';
import { joinByStoredIds } from './stored-ids.ts';
import { succession } from './succession.ts';

/**
 * People across CRMs: merge and conversion, then stored foreign ids, then e-mail; never by a domain. Stored ids
 * that tie together people of different e-mails, and an e-mail shared by records of one object that nothing else
 * joins, are ambiguous: nobody is matched by them, and all of them are listed.
 * The result does not depend on the order of `people` and of what is `past`.
 */
export function identifyPeople(
  people: readonly PersonRecord[],
  past: Past<PersonRecord> = NOTHING_GONE,
): Identity {
  const emails = new Map([...people, ...past.gone].map((person) => [person, normalEmail(person.email)]));
  const emailOf = (person: PersonRecord): string | null => emails.get(person) ?? null;
  const lineage = succession(people, past, ({ convertedTo }) => convertedTo);
  const issues = [
    ...joinByStoredIds(lineage.groups, people, emailOf),
    ...joinByValue(lineage.groups, people, { keyOf: emailOf, name: 'e-mail' }),
  ];
  const ids = canonicalIds(lineage, { live: people, past }, likeness(people, emailOf));
  return { ...ids, issues: inIssueOrder(issues) };
}
