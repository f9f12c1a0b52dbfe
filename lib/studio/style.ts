import { BASE_STYLE } from './style/base.ts';
import { CHART_STYLE } from './style/charts.ts';
import { COLOURS } from './style/colours.ts';
import { NARROW_AND_PRINT_STYLE } from './style/narrow-and-print.ts';
import { TABLE_STYLE } from './style/tables.ts';

/** The whole style sheet; its hash stands in the content security policy. */
export const STYLE = [COLOURS, BASE_STYLE, TABLE_STYLE, CHART_STYLE, NARROW_AND_PRINT_STYLE].join('');
