import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** What every interval leaves out on either side: two-sided 95 % (`definitions.md`, Verdict). */
export const TAIL = 0.025;
/** The same in standard errors of a normal estimate: 1.96. */
export const Z = normalQuantile(1 - TAIL, 0, 1);
