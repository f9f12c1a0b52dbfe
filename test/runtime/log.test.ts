import { describe, expect, it } from 'vitest';
import { createLog, SILENT_LOG } from '../../lib/runtime/log.ts';

describe('createLog', () => {
  it('writes one line of JSON per message', () => {
    const lines: string[] = [];
    const log = createLog((line) => lines.push(line));

    log.info('step done', { read: 5, reason: 'two\nlines' });
    log.warn('step failed');

    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { level: 'info', message: 'step done', read: 5, reason: 'two\nlines' },
      { level: 'warn', message: 'step failed' },
    ]);
    expect(lines.join('')).not.toContain('\n');
  });
});

describe('SILENT_LOG', () => {
  it('writes nothing', () => {
    expect([SILENT_LOG.info('a'), SILENT_LOG.warn('b')]).toEqual([undefined, undefined]);
  });
});
