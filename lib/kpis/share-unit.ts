/**
 * Parts of one record that a model which parts credit counts in: whole numbers, so that sums are the same in any order.
 * Divisible by 40 · n for every n up to 12: linear, U, W and full path are exact over that many touches.
 */
export const SHARE_UNIT = 1_108_800;
