import type { Random } from '../../../runtime/random.ts';

/** An open query result: `page` renders rows from an offset on, so that only sent rows are rendered. */
export interface OpenQuery {
  readonly object: string;
  readonly totalSize: number;
  readonly page: (version: string, from: number, count: number) => readonly object[];
}

/** Results kept at a time; the oldest goes first, as in an org with too many open cursors. */
const MAX_OPEN = 100;

/** Results of queries longer than a page, by locator. */
export class QueryCursors {
  readonly #random: Random;
  readonly #open = new Map<string, OpenQuery>();

  constructor(random: Random) {
    this.#random = random;
  }

  keep(query: OpenQuery): string {
    const locator = `0r8${this.#random.id(8)}`.slice(0, 18);
    this.#open.set(locator, query);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN && oldest !== undefined) this.#open.delete(oldest);
    return locator;
  }

  find(locator: string): OpenQuery | undefined {
    return this.#open.get(locator);
  }
}
