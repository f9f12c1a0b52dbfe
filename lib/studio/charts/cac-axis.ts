import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import type { KpiRow } from '../../domain/kpi-row.ts';
import type { Markup } from '../markup.ts';
import { BAR_WIDTH, MARGIN } from './interval-bar.ts';

const AXIS_HEIGHT = 38;
const TICKS = 3;
/** How far the axis goes at most: one wide interval must not flatten the others. */
const MAX_TARGETS = 3;
/** Room to the right of the dearest channel. */
const HEADROOM = 1.15;
const LABEL_HALF_WIDTH = 44;

/** The one axis of all bars, from 0: to the largest upper end, but no further than three targets or every point. */
export function cacScale(rows: readonly KpiRow[], target: number | null): ScaleLinear<number, number> {
  const numbers = (values: readonly (string | null)[]): readonly number[] =>
    values.flatMap((value) => (value === null ? [] : [Number(value)]));
  const points = Math.max(0, ...numbers(rows.map(({ cac }) => cac)));
  const ends = Math.max(0, ...numbers(rows.flatMap(({ cacLow, cacHigh }) => [cacLow, cacHigh])));
  const limit = Math.max(points * HEADROOM, (target ?? points) * MAX_TARGETS);
  const end = Math.max(Math.min(ends, limit), target ?? 0, 1);
  return scaleLinear()
    .domain([0, end])
    .range([MARGIN, BAR_WIDTH - MARGIN]);
}

/** Ticks of the axis, and the target above them. Read aloud as nothing: every bar says its own numbers. */
export function cacAxis(axis: {
  readonly scale: ScaleLinear<number, number>;
  readonly target: { readonly value: number; readonly label: string } | null;
  readonly tick: (value: number) => string;
}): Markup {
  const { scale, target, tick } = axis;
  const [, end = BAR_WIDTH] = scale.range();
  const at = target === null ? 0 : scale(target.value);
  const labelAt = Math.min(Math.max(at, LABEL_HALF_WIDTH), end - LABEL_HALF_WIDTH);
  return html`<svg class="axis" viewBox="0 0 ${BAR_WIDTH} ${AXIS_HEIGHT}" aria-hidden="true">
    ${target === null ? '' : html`<text class="target-label" x="${labelAt.toFixed(1)}" y="11" text-anchor="middle">${target.label}</text><line class="target" x1="${at.toFixed(1)}" x2="${at.toFixed(1)}" y1="15" y2="${AXIS_HEIGHT}"/>`}
    ${scale
      .ticks(TICKS)
      .map(
        (value, index) =>
          html`<text x="${scale(value).toFixed(1)}" y="33" text-anchor="${index === 0 ? 'start' : scale(value) > end - MARGIN ? 'end' : 'middle'}">${tick(value)}</text>`,
      )}
  </svg>`;
}
