/** Stops when the corners' values lie this close to each other, relative to 1 + |value|. */
const VALUE_TOLERANCE = 1e-10;
/** And when the corners themselves lie this close together, in the parameters' own units. */
const POINT_TOLERANCE = 1e-6;
const MAX_STEPS = 2_000;
/** The search starts anew at its result until that gains nothing: a flat simplex can stop short. */
const MAX_STARTS = 4;
const FIRST_STEP = 0.5;

/** Where a function is lowest, as far as the search came. */
export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
}

/**
 * Searches the minimum of a smooth function of one to four parameters, without derivatives.
 * Formula  Nelder–Mead with reflection 1, expansion 2, contraction ½, shrinkage ½
 * Unit     parameters on scales where a step of ½ is moderate, i.e. logarithms; Infinity marks forbidden points
 * Empty    without parameters the start itself
 * Source   Nelder & Mead 1965
 */
export function nelderMead(objective: Objective, start: readonly number[]): Minimum {
  let best = { point: start, value: objective(start) };
  for (let round = 0; round < MAX_STARTS; round += 1) {
    const found = searchFrom(objective, best.point);
    const gain = best.value - found.value;
    if (found.value <= best.value) best = found;
    if (gain <= VALUE_TOLERANCE * (1 + Math.abs(best.value))) break;
  }
  return best;
}

type Objective = (point: readonly number[]) => number;

function searchFrom(objective: Objective, start: readonly number[]): Minimum {
  const cornerAt = (point: readonly number[]): Minimum => ({ point, value: objective(point) });
  let corners = [start, ...start.map((_value, axis) => stepAlong(start, axis))].map(cornerAt).sort(byValue);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const [best, ...others] = corners;
    const worst = others.at(-1);
    if (best === undefined || worst === undefined || isSettled(best, worst)) break;
    const kept = corners.slice(0, -1);
    const centre = centreOf(kept.map(({ point }) => point));
    const at = (factor: number): Minimum => cornerAt(beyond(centre, worst.point, factor));
    const next = nextCorner(at, { best, second: kept.at(-1) ?? best, worst });
    corners =
      next === null
        ? [best, ...others.map(({ point }) => cornerAt(beyond(best.point, point, -0.5)))].sort(byValue)
        : [...kept, next].sort(byValue);
  }
  const [best] = corners;
  return best ?? cornerAt(start);
}

/** The corner that takes the worst one's place; null: none is better, shrink. */
function nextCorner(
  at: (factor: number) => Minimum,
  { best, second, worst }: { readonly best: Minimum; readonly second: Minimum; readonly worst: Minimum },
): Minimum | null {
  const reflected = at(1);
  if (reflected.value < best.value) {
    const expanded = at(2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second.value) return reflected;
  const contracted = reflected.value < worst.value ? at(0.5) : at(-0.5);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}

/** `centre` + factor · (`centre` − `point`). */
function beyond(centre: readonly number[], point: readonly number[], factor: number): readonly number[] {
  return zip(centre, point).map(([value, other]) => value + factor * (value - other));
}

function centreOf(points: readonly (readonly number[])[]): readonly number[] {
  const sum = points.reduce((all, point) => zip(all, point).map(([a, b]) => a + b));
  return sum.map((value) => value / points.length);
}

function stepAlong(start: readonly number[], axis: number): readonly number[] {
  return start.map((value, index) => (index === axis ? value + FIRST_STEP : value));
}

function isSettled(best: Minimum, worst: Minimum): boolean {
  const isFlat = worst.value - best.value <= VALUE_TOLERANCE * (1 + Math.abs(best.value));
  return isFlat && zip(best.point, worst.point).every(([a, b]) => Math.abs(a - b) <= POINT_TOLERANCE);
}

function zip(a: readonly number[], b: readonly number[]): readonly (readonly [number, number])[] {
  return a.map((value, axis) => [value, b[axis] ?? Number.NaN] as const);
}

function byValue(a: Minimum, b: Minimum): number {
  return a.value - b.value;
}
