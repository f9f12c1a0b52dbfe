import { describe, expect, it } from 'vitest';
import { toId18 } from '../../../lib/crm/salesforce/record-id.ts';

describe('a record id', () => {
  it.each([
    // wire/salesforce.md 2: ids of a recorded org
    ['006dM00000Mw7Vt', '006dM00000Mw7VtQAJ'],
    ['0038M0000016Wv8', '0038M0000016Wv8QAE'],
    ['006dM00000Mw7VtQAJ', '006dM00000Mw7VtQAJ'],
    ['', ''],
    ['not an id', 'not an id'],
  ])('%s has the long form %s', (id, expected) => {
    expect(toId18(id)).toBe(expected);
  });
});
