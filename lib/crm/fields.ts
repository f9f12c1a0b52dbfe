/** What a RevLoop field sits on. Each adapter says which object of its CRM that is. */
export type FieldOwner = 'deal' | 'person' | 'company' | 'campaign';

export interface Wording {
  readonly en: string;
  readonly ja: string;
}

export type FieldType =
  | { readonly kind: 'text'; readonly length: number }
  | { readonly kind: 'url' }
  | { readonly kind: 'currency' | 'number' | 'percent'; readonly digits: number; readonly decimals: number }
  | { readonly kind: 'date' | 'date-time' }
  | {
      readonly kind: 'picklist';
      readonly options: readonly { readonly value: string; readonly label: Wording }[];
    };

/** One RevLoop field: the source of its Salesforce metadata, HubSpot property, help text and documentation. */
export interface FieldDefinition {
  readonly on: FieldOwner;
  /** Name without prefix and suffix: `Channel_CAC` is `RevLoop_Channel_CAC__c` and `revloop_channel_cac`. */
  readonly stem: string;
  readonly type: FieldType;
  readonly label: Wording;
  readonly help: Wording;
  /** `sales`: people type it, RevLoop never writes it. */
  readonly editedBy: 'revloop' | 'sales';
}

const MONEY = { kind: 'currency', digits: 18, decimals: 2 } as const;
const text = (length: number) => ({ kind: 'text', length }) as const;
const number = (digits: number, decimals: number) => ({ kind: 'number', digits, decimals }) as const;
const picklist = (...options: readonly (readonly [string, string, string])[]) =>
  ({ kind: 'picklist', options: options.map(([value, en, ja]) => ({ value, label: { en, ja } })) }) as const;

function field(
  on: FieldOwner,
  stem: string,
  type: FieldType,
  words: { readonly label: readonly [string, string]; readonly help: readonly [string, string] },
  editedBy: FieldDefinition['editedBy'] = 'revloop',
): FieldDefinition {
  const [labelEn, labelJa] = words.label;
  const [helpEn, helpJa] = words.help;
  return { on, stem, type, label: { en: labelEn, ja: labelJa }, help: { en: helpEn, ja: helpJa }, editedBy };
}

const AS_OF = {
  label: ['KPI As Of', 'KPI基準日'],
  help: ['Last day of the period these figures cover.', 'この数値が対象とする期間の最終日です。'],
} as const;

/** Every field RevLoop owns in a CRM. A further field is one more line here and one value in `lib/pipeline/field-values.ts`. */
export const FIELDS: readonly FieldDefinition[] = [
  field('deal', 'Channel', text(80), {
    label: ['Acquisition Channel', '獲得チャネル'],
    help: [
      'Channel that first brought this customer, by the rules in revloop.yaml.',
      'この顧客を最初に連れてきたチャネルです(revloop.yaml のルールで判定)。',
    ],
  }),
  field('deal', 'Channel_CAC', MONEY, {
    label: ['Channel CAC', 'チャネルCAC'],
    help: [
      'Average cost to win one new customer from this channel over 12 closed months.',
      'このチャネルで新規顧客1社を獲得するのにかかった平均費用です(締め済み12か月)。',
    ],
  }),
  field('deal', 'CAC_Range', text(80), {
    label: ['CAC Range', 'CACの幅'],
    help: [
      'Range that holds the true CAC with 95 % confidence, and the wins behind it. Wide means few wins.',
      '95 %の確からしさで本当のCACが入る幅と受注件数です。幅が広いほど件数が足りません。',
    ],
  }),
  field('deal', 'LTV_CAC', number(8, 1), {
    label: ['LTV:CAC', 'LTV÷CAC'],
    help: [
      'Expected lifetime value per unit of acquisition cost. 3 or more is healthy.',
      '獲得費用1円あたりの生涯価値です。3以上が目安です。',
    ],
  }),
  field('deal', 'CAC_Payback_Months', number(8, 1), {
    label: ['CAC Payback (months)', '回収月数'],
    help: [
      'Months of profit needed to earn the channel CAC back.',
      'チャネルCACを利益で回収するまでの月数です。',
    ],
  }),
  field(
    'deal',
    'KPI_Confidence',
    picklist(['high', 'High', '高'], ['medium', 'Medium', '中'], ['low', 'Low', '低']),
    {
      label: ['KPI Confidence', 'KPI信頼度'],
      help: [
        'Low: fewer than 5 wins. Do not decide on it.',
        '低は受注5件未満です。判断に使わないでください。',
      ],
    },
  ),
  field('deal', 'KPI_As_Of', { kind: 'date' }, AS_OF),
  field(
    'deal',
    'Explain_URL',
    { kind: 'url' },
    {
      label: ['Why this number', '算出根拠'],
      help: ['Opens the calculation with the records behind it.', '計算式と元データを開きます。'],
    },
  ),
  field('person', 'Channel', text(80), {
    label: ['Acquisition Channel', '獲得チャネル'],
    help: [
      'Channel that first brought this person, by the rules in revloop.yaml.',
      'この人を最初に連れてきたチャネルです(revloop.yaml のルールで判定)。',
    ],
  }),
  field(
    'person',
    'Lead_Rank',
    picklist(
      ['hot', 'Hot', 'ホット'],
      ['warm', 'Warm', 'ウォーム'],
      ['cold', 'Cold', 'コールド'],
      ['none', 'No rule matched', '該当ルールなし'],
    ),
    {
      label: ['Lead Rank', 'リードランク'],
      help: [
        'Hot: propose a meeting. Cold: newsletter. By the rules in revloop.yaml.',
        'ホットは商談を打診、コールドはメルマガへ。revloop.yaml のルールで判定します。',
      ],
    },
  ),
  field('person', 'Handoff_Reason', text(255), {
    label: ['Why prioritised', '優先の理由'],
    help: ['One sentence on why this lead has its rank.', 'このランクになった理由の一文です。'],
  }),
  field(
    'person',
    'Source_Win_Rate',
    { kind: 'percent', digits: 6, decimals: 1 },
    {
      label: ['Source Win Rate', '流入元の受注率'],
      help: [
        'Share of leads from this source that became customers.',
        'この流入元のリードが受注に至った割合です。',
      ],
    },
  ),
  field(
    'person',
    'Handoff_Status',
    picklist(
      ['pending', 'Pending', '対応待ち'],
      ['accepted', 'Accepted', '受領'],
      ['rejected', 'Rejected', '差戻し'],
      ['breached', 'Overdue', '期限超過'],
      ['recycled', 'Recycled', '再育成'],
    ),
    {
      label: ['Handoff Status', '引き渡し状況'],
      help: [
        'Where this lead stands between marketing and sales.',
        'マーケティングから営業への引き渡し状況です。',
      ],
    },
  ),
  field(
    'person',
    'Handoff_Due',
    { kind: 'date-time' },
    {
      label: ['Handoff Due', '対応期限'],
      help: ['Deadline of the first contact, in business hours.', '初回対応の期限です(営業時間で計算)。'],
    },
  ),
  field(
    'person',
    'First_Response_At',
    { kind: 'date-time' },
    {
      label: ['First Response', '初回対応日時'],
      help: ['First activity of sales after the handoff.', '引き渡し後、営業の最初の活動です。'],
    },
  ),
  field(
    'person',
    'Reject_Reason',
    picklist(
      ['not_icp', 'Not our target', '対象外'],
      ['no_budget', 'No budget', '予算なし'],
      ['duplicate', 'Duplicate', '重複'],
      ['unreachable', 'Unreachable', '連絡不可'],
      ['timing', 'Wrong time', '時期尚早'],
      ['other', 'Other', 'その他'],
    ),
    {
      label: ['Reject Reason', '差戻し理由'],
      help: [
        'Pick one when you reject. Marketing sees it by source.',
        '差し戻す時に1つ選びます。流入元別にマーケティングへ届きます。',
      ],
    },
    'sales',
  ),
  field('company', 'LTV', MONEY, {
    label: ['Customer LTV', '顧客LTV'],
    help: ['Expected lifetime value of a customer of this kind.', 'この種の顧客の生涯価値の推定値です。'],
  }),
  field('company', 'Revenue_To_Date', MONEY, {
    label: ['Won revenue to date', '累計受注額'],
    help: [
      'Amount of all won deals so far, to compare with LTV.',
      'これまでの受注額の合計です。LTVと比べてください。',
    ],
  }),
  field('company', 'Acquisition_CAC', MONEY, {
    label: ['CAC at acquisition', '獲得時CAC'],
    help: [
      'Channel CAC when this customer was won. It does not change.',
      '受注時点のチャネルCACです(固定値)。',
    ],
  }),
  field('campaign', 'Won_12M', number(8, 0), {
    label: ['Won (12 months)', '受注数(12か月)'],
    help: ['Customers whose credited touch was this campaign.', 'このキャンペーンが起点の受注数です。'],
  }),
  field('campaign', 'Won_Revenue', MONEY, {
    label: ['Won revenue', '受注額'],
    help: ['Amount of those wins.', 'その受注額です。'],
  }),
  field('campaign', 'Campaign_CAC', MONEY, {
    label: ['Campaign CAC', 'キャンペーンCAC'],
    help: ['Cost per new customer of this campaign.', 'このキャンペーンの新規顧客1社あたり費用です。'],
  }),
];
