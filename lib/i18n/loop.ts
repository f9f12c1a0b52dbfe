import type { Shape } from './shape.ts';

const en = {
  starting: (from: string) => `RevLoop demo: both CRMs of ${from} on this machine`,
  madeUp: 'a made-up company',
  simulators: (salesforce: string, hubspot: string) =>
    `Simulators  Salesforce ${salesforce} · HubSpot ${hubspot}`,
  steps: {
    fields: 'Creating the RevLoop fields in both CRMs',
    sync: 'Reading leads, contacts, companies and deals',
    compute: 'Computing CAC and LTV per channel',
    rank: 'Ranking open leads',
    feedback: 'Feeding closed-won results back',
    'write-back': 'Writing the fields on the records',
  },
  read: (counts: string) => `Read      ${counts}`,
  people: (people: string, won: string) =>
    `People    ${people} after matching both CRMs · ${won} won deals in the ledger`,
  ranks: (hot: string, warm: string, cold: string, none: string) =>
    `Ranks     hot ${hot} · warm ${warm} · cold ${cold} · no rule matched ${none}`,
  events: (count: string) => `Events    ${count} DealWon events on the bus`,
  written: (applied: string, planned: string) => `Written   ${applied} of ${planned} planned records`,
  writtenRest: (unchanged: string, skipped: string, rejected: string, unknown: string) =>
    `          unchanged ${unchanged} · skipped ${skipped} · rejected ${rejected} · unknown ${unknown}`,
  seconds: (sync: string, compute: string, write: string) =>
    `Seconds   sync ${sync} · compute ${compute} · write ${write}`,
  issuesTitle: (count: string) => `Data errors, listed and still counted (${count})`,
  filesTitle: 'Spend and activity files',
  fileLine: (name: string, rows: string, total: string) =>
    `${name}: ${rows} rows${total === '' ? '' : `, ${total} without tax`}`,
  fileUnchanged: 'unchanged',
  copyOf: (name: string) => `same content as ${name}, not counted again`,
  computed: (runId: string, months: string, seconds: string) =>
    `Snapshot ${runId}: ${months} months changed, ${seconds} s`,
  restatedTitle: (count: string) => `Closed months whose published figures changed (${count})`,
  restatedCauses: {
    added: 'records added',
    edited: 'records edited',
    deleted: 'records deleted',
    merged: 'records merged',
    erased: 'people erased',
  },
  recredited: (count: string) => `${count} credited to another channel`,
  fieldsLine: (crm: string, created: string, granted: string, unchanged: string, failed: string) =>
    `${crm}: ${created} created, ${granted} granted, ${unchanged} unchanged, ${failed} failed`,
  studio: (url: string) => `Studio    ${url}   (Ctrl-C ends)`,
  next: 'Try in another terminal:  npx revloop kpi show · npx revloop explain cac:KEY:FROM..TO · npx revloop plan',
  demoCleared: "The demo's data was removed: from now on this store holds your CRMs' records",
  configWritten: (file: string) => `Wrote ${file}\nNext: revloop validate && revloop doctor`,
  configValid: (file: string, channels: string, currency: string, zone: string) =>
    `✓ ${file}: ${channels} channels, ${currency}, ${zone}`,
  checks: { ok: '✓', warn: '!', fail: '✗' },
} as const;

const ja: Shape<typeof en> = {
  starting: (from) => `RevLoop デモ: ${from} の両CRMをこのマシンで動かします`,
  madeUp: '架空の会社',
  simulators: (salesforce, hubspot) => `シミュレーター  Salesforce ${salesforce} · HubSpot ${hubspot}`,
  steps: {
    fields: '両CRMにRevLoop項目を作成しています',
    sync: 'リード・コンタクト・会社・商談を読み込んでいます',
    compute: 'チャネル別のCACとLTVを計算しています',
    rank: 'オープンなリードにランクを付けています',
    feedback: '受注結果をフィードバックしています',
    'write-back': 'レコードに項目を書き戻しています',
  },
  read: (counts) => `読み込み  ${counts}`,
  people: (people, won) => `人数      両CRMの名寄せ後 ${people}人 · 台帳の受注 ${won}件`,
  ranks: (hot, warm, cold, none) =>
    `ランク    ホット ${hot} · ウォーム ${warm} · コールド ${cold} · 該当ルールなし ${none}`,
  events: (count) => `イベント  DealWon ${count}件をバスに送信`,
  written: (applied, planned) => `書き戻し  計画 ${planned}件のうち ${applied}件`,
  writtenRest: (unchanged, skipped, rejected, unknown) =>
    `          変更なし ${unchanged} · スキップ ${skipped} · 拒否 ${rejected} · 不明 ${unknown}`,
  seconds: (sync, compute, write) => `秒数      同期 ${sync} · 計算 ${compute} · 書き戻し ${write}`,
  issuesTitle: (count) => `データの矛盾(集計には含みます): ${count}件`,
  filesTitle: '費用・活動ファイル',
  fileLine: (name, rows, total) => `${name}: ${rows}行${total === '' ? '' : `、税抜 ${total}`}`,
  fileUnchanged: '変更なし',
  copyOf: (name) => `${name} と同じ内容のため集計しません`,
  computed: (runId, months, seconds) => `スナップショット ${runId}: 変更 ${months}か月、${seconds}秒`,
  restatedTitle: (count) => `公表後に変わった締め月（${count}か月）`,
  restatedCauses: {
    added: 'レコード追加',
    edited: 'レコード編集',
    deleted: 'レコード削除',
    merged: 'レコード統合',
    erased: '個人情報の消去',
  },
  recredited: (count) => `チャネルの付け替え ${count}件`,
  fieldsLine: (crm, created, granted, unchanged, failed) =>
    `${crm}: 作成 ${created}、権限付与 ${granted}、変更なし ${unchanged}、失敗 ${failed}`,
  studio: (url) => `スタジオ  ${url}   (Ctrl-C で終了)`,
  next: '別のターミナルで:  npx revloop kpi show · npx revloop explain cac:KEY:FROM..TO · npx revloop plan',
  demoCleared: 'デモのデータを消去しました。以後このストアには実際のCRMのデータが入ります',
  configWritten: (file) => `${file} を作成しました\n次の手順: revloop validate && revloop doctor`,
  configValid: (file, channels, currency, zone) => `✓ ${file}: チャネル${channels}、${currency}、${zone}`,
  checks: { ok: '✓', warn: '!', fail: '✗' },
};

/** Words of the loop as the command line shows it. */
export const LOOP_WORDS = { en, ja } as const;
