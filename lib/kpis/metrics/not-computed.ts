/** Metrics of section B of the KPI methods that have no entry of their own in the registry, and why. */
export const NOT_COMPUTED: readonly {
  readonly number: number;
  readonly name: { readonly en: string; readonly ja: string };
  readonly reason: string;
}[] = [
  {
    number: 14,
    name: { en: 'Rank-ups', ja: 'ランクアップ数' },
    reason: 'only the current rank of a lead is stored, not its history',
  },
  {
    number: 22,
    name: { en: 'Landing-page CVR', ja: 'LP CVR' },
    reason: 'activity files name a channel, not a landing page',
  },
  {
    number: 46,
    name: { en: 'CAC under a model', ja: 'モデル別CAC' },
    reason: 'the same as `cac` with `--model`',
  },
  {
    number: 47,
    name: { en: 'Marginal CAC', ja: '限界CAC' },
    reason: 'belongs to the budget proposal, which refuses where spend never varied',
  },
  {
    number: 55,
    name: { en: 'Rank stability over models', ja: 'モデル間の順位安定性' },
    reason: 'needs the tables of all models at once; shown by the attribution band',
  },
  {
    number: 57,
    name: { en: 'ACV, TCV, ARR, MRR on a deal', ja: 'ACV・TCV・ARR・MRR' },
    reason: 'a deal has one amount, whose meaning `amountMeaning` states',
  },
  {
    number: 61,
    name: { en: 'Influenced revenue', ja: 'マーケ関与売上' },
    reason: 'won deals keep their touches, but nothing counts them by channel without parting yet',
  },
  {
    number: 62,
    name: { en: 'Attributed revenue', ja: 'アトリビューション売上' },
    reason: 'the same as `won-revenue` with `--model`: rows and “unattributed” add up to all of it',
  },
  {
    number: 64,
    name: { en: 'Revenue ÷ cost (“simple ROI”)', ja: '売上÷費用' },
    reason: 'the same number as `roas`; the name would be read as ROI',
  },
  {
    number: 67,
    name: { en: 'Realized ROI', ja: '実現ROI' },
    reason: 'won deals keep their touches, but no sum of them by the month of the touch is made yet',
  },
  {
    number: 71,
    name: { en: 'Stage dwell time', ja: 'ステージ滞在日数' },
    reason: 'the ledger keeps entries into stages of ours, not exits from those of the CRM',
  },
  {
    number: 72,
    name: { en: 'Speed to lead', ja: '初回対応時間' },
    reason: 'belongs to the handoff, which knows the first activity of sales',
  },
  ...[76, 77, 78, 79, 80, 81, 82, 83, 84].map((number) => ({
    number,
    name: { en: 'Retention, churn and MRR', ja: '継続・解約・MRR' },
    reason: 'needs contracts with a start, an end and a monthly amount',
  })),
  {
    number: 86,
    name: { en: 'LTV, spot and subscription', ja: 'LTV(スポット・サブスクリプション)' },
    reason: 'the same metric as `ltv`; `targets.ltv.method` chooses',
  },
  ...[87, 88, 89, 90, 91].map((number) => ({
    number,
    name: {
      en: 'LTV by churn, discounted, sBG, BG/NBD, by channel',
      ja: 'LTV(解約率・割引・sBG・BG/NBD・チャネル別)',
    },
    reason: 'needs contracts or repeat purchases by customer',
  })),
];
