import { type Row, tableOf, toCsv } from './csv.ts';
import { encodeShiftJis } from './shift-jis.ts';
import { type DeclaredMonth, type SpendItem, spanOf } from './spend.ts';

/** Bills of advertising agencies: one date, Japanese headers, tax included, saved in Shift_JIS. */
const ADS_FILE = 'spend/ads.csv';
/** Marketing's own sheet: a span of days, English headers, tax excluded, UTF-8. */
const PROGRAMS_FILE = 'spend/programs.csv';
const COVERAGE_FILE = 'spend/coverage.csv';

const TAX_PERCENT = 10;
const PERCENT = 100;

export function spendFiles(
  items: readonly SpendItem[],
  coverage: readonly DeclaredMonth[],
): ReadonlyMap<string, Uint8Array> {
  const ads = items.filter(({ sheet }) => sheet === 'ads').map(adsRow);
  const programs = items.filter(({ sheet }) => sheet === 'programs').map(programsRow);
  const declared = coverage.map(({ month, channel, status }) => ({ month, channel, status }));
  return new Map([
    [ADS_FILE, encodeShiftJis(toCsv(tableOf(ads)))],
    [PROGRAMS_FILE, toUtf8(toCsv(tableOf(programs)))],
    [COVERAGE_FILE, toUtf8(toCsv(tableOf(declared)))],
  ]);
}

export function toUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function adsRow(item: SpendItem, index: number): Row {
  return {
    日付: spanOf(item).from,
    媒体: item.channel,
    ランディングページ: item.subChannel ?? '',
    '金額(税込)': String((item.amount * (PERCENT + TAX_PERCENT)) / PERCENT),
    税区分: '税込',
    税率: String(TAX_PERCENT / PERCENT),
    通貨: 'JPY',
    代理店: '架空広告社',
    請求書番号: `AD-${String(index + 1).padStart(4, '0')}`,
  };
}

function programsRow(item: SpendItem): Row {
  return {
    ...spanOf(item),
    channel: item.channel,
    sub_channel: item.subChannel ?? '',
    amount: String(item.amount),
    currency: 'JPY',
    campaign: '',
    vendor: 'Kaku Marketing',
  };
}
