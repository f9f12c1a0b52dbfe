import { type Clock, clockFrom, systemClock } from '../../runtime/clock.ts';

/** A simulator's own clock: runs with the machine's, and is set or advanced over `POST /_simulator/clock`. */
export class SimulatorClock {
  #clock: Clock;
  readonly #base: Clock;

  constructor(startMs?: number, base: Clock = systemClock) {
    this.#base = base;
    this.#clock = startMs === undefined ? base : clockFrom(startMs, base);
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  set(nowMs: number): void {
    this.#clock = clockFrom(nowMs, this.#base);
  }

  /** Waits as the machine's clock runs, however far this one was set. */
  sleep(ms: number): Promise<void> {
    return this.#base.sleep(ms);
  }

  advance(ms: number): void {
    this.set(this.nowMs() + ms);
  }
}
