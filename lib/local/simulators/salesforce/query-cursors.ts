import type { Random } from '../../../runtime/random.ts';

/** An open query result: `page` renders rows from an offset on, so that only sent rows are rendered. */
export interface OpenQuery {
  readonly object: string;
  readonly totalSize: number;
  /** Values per row: wide rows make shorter pages. */
  readonly width: number;
  readonly page: (version: string, from: number, count: number) => readonly object[];
}

export interface Cursor {
  readonly query: OpenQuery;
  readonly openedMs: number;
  /** Access token that opened it. */
  readonly session: string;
  readonly pageRows: number;
}

/** Results of queries longer than a page, by locator. */
export class QueryCursors {
  readonly #random: Random;
  readonly #open = new Map<string, Cursor>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Beyond `maxOpen`, the oldest of the same session goes. https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm */
  keep(cursor: Cursor, maxOpen: number): string {
    const locator = `0r8${this.#random.id(8).slice(1)}`;
    this.#open.set(locator, cursor);
    const [oldest] = this.#open.keys();
    if (this.#open.size > maxOpen && oldest !== undefined) this.#open.delete(oldest);
    return locator;
  }

  find(locator: string): Cursor | undefined {
    return this.#open.get(locator);
  }
}
