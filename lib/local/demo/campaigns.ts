import { type Calendar, daysOfMonth, toDay, toMonth, toTokyoDay } from './calendar.ts';
import type { CampaignType } from './channel-plan.ts';

export interface DemoCampaign {
  readonly number: number;
  readonly name: string;
  readonly type: CampaignType;
  /** First month it covers, `YYYY-MM`. */
  readonly month: string;
  readonly startDay: string;
}

/** Months from one campaign of a kind to the next, and its name. */
const KINDS: readonly (readonly [type: CampaignType, everyMonths: number, name: string])[] = [
  ['Trade Show', 4, '架空 営業DX EXPO'],
  ['Webinar', 1, 'オンラインセミナー 営業とマーケの連携'],
  ['Telemarketing', 3, 'テレアポ リスト'],
];

export function makeCampaigns({ months, today }: Calendar): readonly DemoCampaign[] {
  const drafts = KINDS.flatMap(([type, everyMonths, name]) =>
    months
      .filter((_, i) => i % everyMonths === 0)
      .map((month) => {
        const startDay = toDay(daysOfMonth(month, today).from);
        return { name: `${name} ${month}`, type, month, startDay };
      }),
  );
  return drafts.map((draft, i) => ({ ...draft, number: i + 1 }));
}

/** The campaign of a kind that was running at an instant. */
export function campaignAt(
  campaigns: readonly DemoCampaign[],
  type: CampaignType,
  atMs: number,
): DemoCampaign | undefined {
  const month = toMonth(toTokyoDay(atMs));
  return campaigns.filter((campaign) => campaign.type === type && campaign.month <= month).at(-1);
}
