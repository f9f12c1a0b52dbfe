import type { HealthWords } from '../pipeline/check-health.ts';
import type { KpiInputs } from '../pipeline/kpi-inputs.ts';
import type { Lang } from './catalogue.ts';
import { INPUT_WORDS, inputsText } from './inputs.ts';
import { lagText } from './lag-text.ts';

const en: HealthWords = {
  config: (channels, currency, timeZone, asOf) =>
    `${channels} channels · ${currency} · ${timeZone} · as of ${asOf}`,
  snapshot: (runId, people) => `snapshot ${runId} · ${people.toLocaleString('en')} people`,
  noSnapshot: 'reachable, nothing computed yet',
  object: (fields, isSynced) => `${fields} fields readable · ${isSynced ? 'synced' : 'not synced yet'}`,
  objectAbsent: 'not in this account, or hidden; not needed unless you use it',
  fieldsPresent: (count) => `${count} RevLoop fields present and writable`,
  fieldsMissing: (missing, count, shown) =>
    `${missing} of ${count} RevLoop fields missing or hidden: ${shown}`,
  inputs: (inputs) => healthOf(inputs, 'en'),
  inputsFix: 'revloop sync, then revloop runs list where something stays',
  noSpend: 'no spend taken in yet',
  noSpendFix: 'revloop sync --from FOLDER',
  spendGap: (months, first) =>
    `${months} closed months without spend, from ${first}: its CAC looks better than it is`,
  spendGapFix: 'Add the rows, or declare the months in spend/coverage.csv',
  spendDeclared: (channels, months) => `${channels} channels declared for ${months} closed months`,
  hasTarget: 'set, channels are judged against it',
  noTarget: 'no target, so every verdict is "not enough data"',
  noTargetFix: 'Set targets.cac or targets.ltv in revloop.yaml',
};

const ja: HealthWords = {
  config: (channels, currency, timeZone, asOf) =>
    `${channels}チャネル · ${currency} · ${timeZone} · ${asOf} 時点`,
  snapshot: (runId, people) => `スナップショット ${runId} · ${people.toLocaleString('ja')}人`,
  noSnapshot: '接続できますが、まだ計算されていません',
  object: (fields, isSynced) => `${fields}項目を参照可 · ${isSynced ? '同期済み' : '未同期'}`,
  objectAbsent: 'この環境にないか、参照できません(使っていなければ不要です)',
  fieldsPresent: (count) => `RevLoop項目 ${count}件が存在し、書き込めます`,
  fieldsMissing: (missing, count, shown) =>
    `RevLoop項目 ${count}件のうち ${missing}件がないか非表示です: ${shown}`,
  inputs: (inputs) => healthOf(inputs, 'ja'),
  inputsFix: 'revloop sync を実行し、残るものは revloop runs list で確認してください',
  noSpend: '費用がまだ取り込まれていません',
  noSpendFix: 'revloop sync --from フォルダー',
  spendGap: (months, first) =>
    `${first} 以降、締め済み${months}か月の費用が未入力です。CACが実際より良く見えます`,
  spendGapFix: '費用の行を追加するか、spend/coverage.csv で月を宣言してください',
  spendDeclared: (channels, months) => `${channels}チャネルの締め済み${months}か月分が入力済みです`,
  hasTarget: '目標が設定済みで、チャネルを判定します',
  noTarget: '目標がないため、判定はすべて「データ不足」になります',
  noTargetFix: 'revloop.yaml の targets.cac または targets.ltv を設定してください',
};

function healthOf(inputs: KpiInputs, lang: Lang): string {
  const { isSound, titles, causes } = inputsText(inputs, lang);
  return isSound
    ? INPUT_WORDS[lang].fresh(lagText(inputs.lagSeconds, lang))
    : [...titles, ...causes.slice(0, -1)].join(' · ');
}

/** Words of `revloop doctor`. */
export const HEALTH_WORDS = { en, ja } as const;
