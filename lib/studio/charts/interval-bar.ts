import type { ScaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import type { Markup } from '../markup.ts';

export const BAR_WIDTH = 280;
const BAR_HEIGHT = 26;
const MIDDLE = BAR_HEIGHT / 2;
const DOT_RADIUS = 5;
/** Room on either side, so that a dot at the end is whole and an arrow has a place. */
export const MARGIN = 10;

export interface IntervalBar {
  readonly scale: ScaleLinear<number, number>;
  readonly low: number;
  /** Null: nothing bounds it. */
  readonly high: number | null;
  /** Null: an interval without a figure of its own, such as the CAC of no wins. */
  readonly point: number | null;
  readonly target: number | null;
  /** Colour: a verdict, or `plain`. */
  readonly tone: string;
  /** What the picture says, in words. */
  readonly label: string;
}

/** One interval on a shared axis: a bar, its point, the target as a broken line, an arrow where it goes on. */
export function intervalBar({ scale, low, high, point, target, tone, label }: IntervalBar): Markup {
  const [, end = BAR_WIDTH] = scale.range();
  const start = Math.min(scale(low), end);
  const stop = high === null ? end : Math.min(scale(high), end);
  const goesOn = high === null || scale(high) > end;
  const dot = point === null || scale(point) > end ? null : scale(point);
  return html`<svg class="interval tone-${tone}" viewBox="0 0 ${BAR_WIDTH} ${BAR_HEIGHT}" role="img" aria-label="${label}">
    <line class="track" x1="${MARGIN}" x2="${end}" y1="${MIDDLE}" y2="${MIDDLE}"/>
    <rect class="bar" x="${fixed(start)}" y="${MIDDLE - 4}" width="${fixed(Math.max(2, stop - start))}" height="8" rx="4"/>
    ${goesOn ? html`<path class="arrow" d="M${end - 1} ${MIDDLE - 8}L${end + 9} ${MIDDLE}L${end - 1} ${MIDDLE + 8}Z"/>` : ''}
    ${target === null || scale(target) > end ? '' : html`<line class="target" x1="${fixed(scale(target))}" x2="${fixed(scale(target))}" y1="1" y2="${BAR_HEIGHT - 1}"/>`}
    ${dot === null ? '' : html`<circle class="dot" cx="${fixed(dot)}" cy="${MIDDLE}" r="${DOT_RADIUS}"/>`}
  </svg>`;
}

function fixed(value: number): string {
  return value.toFixed(1);
}
