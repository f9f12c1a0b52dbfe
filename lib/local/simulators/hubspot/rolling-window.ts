/** Counts what happened within the last `lengthMs`. */
export class RollingWindow {
  #instants: number[] = [];
  /** Everything before this place has left the window. */
  #first = 0;
  readonly #lengthMs: number;

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs;
  }

  /** A clock that was set back forgets what lies in its future. */
  count(nowMs: number): number {
    if ((this.#instants.at(-1) ?? nowMs) > nowMs) this.#keep((at) => at <= nowMs);
    while (this.#first < this.#instants.length && this.#at(this.#first) <= nowMs - this.#lengthMs)
      this.#first += 1;
    if (this.#first > this.#instants.length / 2) this.#keep(() => true);
    return this.#instants.length - this.#first;
  }

  add(nowMs: number): void {
    this.#instants.push(nowMs);
  }

  #keep(fits: (at: number) => boolean): void {
    this.#instants = this.#instants.slice(this.#first).filter(fits);
    this.#first = 0;
  }

  #at(index: number): number {
    return this.#instants[index] ?? Number.POSITIVE_INFINITY;
  }
}
