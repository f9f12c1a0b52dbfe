/** A figure of one run beside the best one that is possible, and how far from it the figure may be. */
export interface Goal {
  readonly what: string;
  readonly measured: number;
  readonly bound: number;
  /** Measured ÷ bound: at most this, or where more is better at least this. */
  readonly allowed: number;
  readonly isMoreBetter?: boolean;
  readonly unit: string;
}

export interface Findings {
  readonly goals: readonly Goal[];
  /** What belongs beside the goals and is none: figures listed apart, how the run was made. */
  readonly notes: readonly string[];
}

export function isMet({ measured, bound, allowed, isMoreBetter = false }: Goal): boolean {
  const ratio = measured / Math.max(bound, Number.MIN_VALUE);
  if (bound === 0) return measured === 0;
  return isMoreBetter ? ratio >= allowed : ratio <= allowed;
}

/** The goals of one part as lines of text, one each, and its notes below. */
export function goalTable(title: string, { goals, notes }: Findings): string {
  const width = Math.max(...goals.map(({ what }) => what.length), 'goal'.length);
  const head = `  ${'goal'.padEnd(width)} ${['measured', 'bound', 'ratio', 'allowed'].map((word) => word.padStart(12)).join('')}`;
  const lines = goals.map((goal) => {
    const { what, measured, bound, allowed, unit, isMoreBetter = false } = goal;
    const ratio = bound === 0 ? '—' : (measured / bound).toFixed(2);
    const cells = [number(measured), number(bound), ratio, `${isMoreBetter ? '≥' : '≤'} ${allowed}`];
    const row = cells.map((cell) => cell.padStart(12)).join('');
    return `  ${what.padEnd(width)} ${row}  ${isMet(goal) ? 'met' : 'NOT MET'}  (${unit})`;
  });
  return [title, ...(goals.length === 0 ? [] : [head]), ...lines, ...notes.map((note) => `  · ${note}`)].join(
    '\n',
  );
}

function number(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 4;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
