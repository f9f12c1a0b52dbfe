import { inOrder, type Touch, type TouchPicker } from './touch.ts';
import type { AttributionModel } from './touch-weights.ts';

/** A model that credits one touch with everything. */
export interface SingleTouchModel extends AttributionModel {
  readonly pick: TouchPicker;
}

/** The weights of a picker: 1 for the touch it picks, 0 for the others. Empty: null where it picks none. */
export function singleTouch(pick: TouchPicker): SingleTouchModel {
  return {
    pick,
    weigh: (touches, milestones) => {
      const picked = pick(touches, milestones);
      if (picked === null) return null;
      const ordered = inOrder(touches);
      const candidates: readonly Touch[] = ordered;
      const place = candidates.indexOf(picked.touch);
      return {
        parts: ordered.map((touch, at) => ({ touch, numerator: at === place ? 1 : 0 })),
        denominator: 1,
        isNegativeLag: picked.isNegativeLag,
      };
    },
  };
}
