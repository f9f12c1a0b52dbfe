/** One measured way of doing a piece of work. */
export interface Measurement {
  readonly name: string;
  readonly records: number;
  /** Processor time of this process, user and system. */
  readonly cpuSeconds: number;
}

/** Runs `work` once to warm up, then `rounds` times; the fastest round counts, because noise only ever adds. */
export async function measure(
  name: string,
  work: () => number | Promise<number>,
  rounds = 3,
): Promise<Measurement> {
  let records = await work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = process.cpuUsage();
    records = await work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return { name, records, cpuSeconds: best };
}

/** A table whose ratios say how much of the first row's pace each other row keeps. */
export function comparison(title: string, [base, ...others]: readonly Measurement[]): string {
  if (base === undefined) return title;
  const paceOf = ({ records, cpuSeconds }: Measurement) => records / cpuSeconds;
  const lines = [base, ...others].map((row) => {
    const pace = Math.round(paceOf(row)).toLocaleString('en').padStart(12);
    const ratio = (row.cpuSeconds / row.records / (base.cpuSeconds / base.records)).toFixed(2).padStart(6);
    return `  ${row.name.padEnd(44)}${pace} records/CPU s  ${ratio} × the time`;
  });
  return [title, ...lines].join('\n');
}
