import { describe, expect, it } from 'vitest';
import { CrmFailure, FAILURE_CODES, type FailureClass } from '../../lib/crm/crm-failure.ts';
import { CRM_RETRY, type RetryPolicy, toAppError, withRetry } from '../../lib/runtime/retry.ts';
import { createCountingRandom, createManualClock } from '../support/manual-clock.ts';

const POLICY: RetryPolicy = { attempts: 3, baseMs: 100, maxWaitMs: 300, deadlineMs: 10_000 };

describe('withRetry', () => {
  it('gives the first answer without a wait', async () => {
    const { run, slept } = aRun([]);

    expect(await run()).toBe('answer');
    expect(slept).toEqual([]);
  });

  it.each<[FailureClass, boolean]>([
    ['transient', true],
    ['throttled', true],
    ['corrupt', true],
    ['quota', false],
    ['auth', false],
    ['permission', false],
    ['request', false],
  ])('of a failure that is %s tries again: %s', async (failure, isRetried) => {
    const { run, calls } = aRun([new CrmFailure(failure, 'no')]);

    const result = await run().catch(() => 'failed');

    expect([result, calls()]).toEqual(isRetried ? ['answer', 2] : ['failed', 1]);
  });

  it('throws the last failure when the attempts are used up', async () => {
    const failures = ['first', 'second', 'last'].map((text) => new CrmFailure('transient', text));
    const { run, calls } = aRun(failures);

    await expect(run()).rejects.toThrow('last');
    expect(calls()).toBe(3);
  });

  it('waits longer each time, up to a limit, by chance of half of it', async () => {
    const failures = Array.from({ length: 4 }, () => new CrmFailure('transient', 'no'));
    const { run, slept } = aRun(failures, { attempts: 5 });

    await run();

    expect(slept).toEqual([100, 150, 150, 150]);
  });

  it('waits as long as the CRM asks, above its own limit', async () => {
    const { run, slept } = aRun([new CrmFailure('throttled', 'slow down', { retryAfterMs: 7000 })]);

    await run();

    expect(slept).toEqual([7000]);
  });

  it('does not call within a wait that the CRM asks for beyond the deadline', async () => {
    const failure = new CrmFailure('throttled', 'tomorrow', { retryAfterMs: 60_000 });
    const { run, slept, calls } = aRun([failure]);

    await expect(run()).rejects.toBe(failure);
    expect([slept, calls()]).toEqual([[], 1]);
  });

  it('gives up once the next wait would end after the deadline', async () => {
    const { run, calls } = aRun(
      Array.from({ length: 9 }, () => new CrmFailure('transient', 'slow')),
      {
        attempts: 10,
        callMs: 4000,
      },
    );

    await expect(run()).rejects.toThrow('slow');
    expect(calls()).toBe(3);
  });

  it.each([
    [{ wasSent: true }, false, 1],
    [{ wasSent: false }, false, 2],
    [{ wasSent: true }, true, 2],
  ])('with %o and repeatable %s makes %d calls', async (options, isRepeatable, count) => {
    const { run, calls } = aRun([new CrmFailure('transient', 'no', options)], { isRepeatable });

    await run().catch(() => undefined);

    expect(calls()).toBe(count);
  });

  it('throws what is no failure of a CRM on at once', async () => {
    const { run, calls } = aRun([new TypeError('a bug')]);

    await expect(run()).rejects.toThrow('a bug');
    expect(calls()).toBe(1);
  });

  it('keeps each call within two minutes by default', () => {
    expect(CRM_RETRY.deadlineMs).toBe(120_000);
  });
});

describe('toAppError', () => {
  it.each(Object.entries(FAILURE_CODES))('calls %s %s, with its cause', (failure, code) => {
    const classes: readonly string[] = Object.keys(FAILURE_CODES);
    const known = (text: string): text is FailureClass => classes.includes(text);
    const cause = new CrmFailure(known(failure) ? failure : 'request', 'no answer');

    expect(toAppError(cause, 'hubspot')).toMatchObject({ code, message: 'hubspot: no answer', cause });
  });

  it('leaves any other error as it is', () => {
    const cause = new TypeError('a bug');

    expect(toAppError(cause, 'hubspot')).toBe(cause);
  });
});

function aRun(
  failures: readonly Error[],
  options: { readonly attempts?: number; readonly callMs?: number; readonly isRepeatable?: boolean } = {},
) {
  const clock = createManualClock();
  const { attempts = POLICY.attempts, callMs = 0, isRepeatable = true } = options;
  let calls = 0;
  const call = async (): Promise<string> => {
    clock.advance(callMs);
    const failure = failures[calls];
    calls += 1;
    if (failure !== undefined) throw failure;
    return 'answer';
  };
  const random = createCountingRandom();
  return {
    run: () => withRetry(call, { clock, random, policy: { ...POLICY, attempts }, isRepeatable }),
    slept: clock.slept,
    calls: () => calls,
  };
}
