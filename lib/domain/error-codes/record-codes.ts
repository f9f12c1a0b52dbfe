import type { CodeMeaning } from './code-meaning.ts';

/** Fields, records and plans that a CRM or a run cannot take. */
export const RECORD_CODES = {
  'field-missing': {
    rl: 'RL-2101',
    retry: false,
    fixedBy: 'crm-admin',
    en: 'A RevLoop field does not exist in the CRM, or the integration user cannot see it.',
    ja: 'RevLoop の項目が CRM にないか、連携ユーザーから見えません。',
    fix: { en: 'revloop crm apply', ja: 'revloop crm apply' },
  },
  'provision-failed': {
    rl: 'RL-2102',
    retry: false,
    fixedBy: 'crm-admin',
    en: 'The CRM refused to create a field or to grant it.',
    ja: 'CRM が項目の作成または権限付与を拒否しました。',
    fix: { en: 'Let an admin run: revloop crm apply', ja: '管理者が revloop crm apply を実行してください。' },
  },
  'field-absent': {
    rl: 'RL-2103',
    retry: false,
    fixedBy: 'revops',
    en: 'A field that revloop.yaml maps does not exist in the CRM; its mapping stands still, the rest goes on.',
    ja: 'revloop.yaml が参照する項目が CRM にありません。その割り当てだけを止め、他は続けています。',
    fix: {
      en: 'Name an existing field in revloop.yaml, then: revloop sync',
      ja: 'revloop.yaml で実在する項目を指定し、revloop sync を実行してください。',
    },
  },
  'field-hidden': {
    rl: 'RL-2104',
    retry: false,
    fixedBy: 'crm-admin',
    en: 'A field that revloop.yaml maps is hidden from the integration user; its mapping stands still.',
    ja: 'revloop.yaml が参照する項目が連携ユーザーから見えません。その割り当てだけを止めています。',
    fix: {
      en: 'Let an admin grant the integration user read access to the field, then: revloop sync --full',
      ja: '管理者が連携ユーザーに項目の参照権限を付与し、revloop sync --full を実行してください。',
    },
  },
  'field-retyped': {
    rl: 'RL-2105',
    retry: false,
    fixedBy: 'revops',
    en: 'A field that revloop.yaml maps has another type than when it was last read; its mapping stands still.',
    ja: 'revloop.yaml が参照する項目の型が前回と異なります。その割り当てだけを止めています。',
    fix: {
      en: 'Check the mapping in revloop.yaml, then take the new type up: revloop sync --full',
      ja: 'revloop.yaml の割り当てを確認し、revloop sync --full で新しい型を取り込んでください。',
    },
  },
  'record-invalid': {
    rl: 'RL-2201',
    retry: false,
    fixedBy: 'crm-admin',
    en: 'A record lacks an id, a stamp, or holds a value of the wrong type; it is quarantined.',
    ja: 'レコードの ID・更新日時・型に不備があり、隔離しました。',
    fix: {
      en: 'Correct the record in the CRM; the next sync takes it up.',
      ja: 'CRM でレコードを直すと次回同期で取り込まれます。',
    },
  },
  'text-cut': {
    rl: 'RL-2202',
    retry: false,
    fixedBy: 'crm-admin',
    en: 'A record is larger than an item of the store (400 KB): its longest texts, which nothing maps, are kept to 4,000 characters each.',
    ja: 'レコードがストアの上限 (400 KB) を超えるため、割り当てのない長い文章を各 4,000 文字までにして保存しました。',
    fix: {
      en: 'Nothing to do for the figures. Map the field in revloop.yaml where a figure needs it, or shorten its text in the CRM.',
      ja: '数値への影響はありません。数値に使う項目は revloop.yaml で割り当て、それ以外は CRM で文章を短くしてください。',
    },
  },
  'write-rejected': {
    rl: 'RL-2301',
    retry: false,
    fixedBy: 'crm-admin',
    en: 'The CRM rejected the values of one record.',
    ja: 'CRM がレコードの値を拒否しました。',
    fix: {
      en: 'See the reason; change the rule or the record, then plan again.',
      ja: '理由を確認し、規則かレコードを直して再度 plan してください。',
    },
  },
  'plan-invalid': {
    rl: 'RL-2302',
    retry: false,
    fixedBy: 'revops',
    en: 'The plan file is not one this version can apply.',
    ja: '計画ファイルを適用できません。',
    fix: { en: 'revloop plan -o plan.json', ja: 'revloop plan -o plan.json' },
  },
  'plan-too-large': {
    rl: 'RL-2303',
    retry: false,
    fixedBy: 'revops',
    en: 'The plan changes more records than the guard allows without approval.',
    ja: '計画の変更件数が上限を超えています。',
    fix: {
      en: 'Read the plan, then approve it: revloop apply FILE --yes',
      ja: '計画を確認し、revloop apply FILE --yes で承認してください。',
    },
  },
  'change-forged': {
    rl: 'RL-2401',
    retry: false,
    fixedBy: 'crm-admin',
    en: 'A webhook came in that the CRM did not sign; nothing of it was read.',
    ja: 'CRM の署名がない Webhook を受け取りました。内容は読み取っていません。',
    fix: {
      en: 'Put the client secret of the app into the secret that crm.hubspot.webhooks names. Where it is right, somebody else sends: nothing to do.',
      ja: 'crm.hubspot.webhooks のシークレットにアプリの client secret を設定してください。正しい場合は第三者の送信なので対応不要です。',
    },
  },
  'change-untimely': {
    rl: 'RL-2402',
    retry: false,
    fixedBy: 'aws-admin',
    en: 'A webhook came in more than five minutes after it was signed, or before; it was not taken, the sync reads its changes.',
    ja: '署名から 5 分を超えた、または未来の時刻の Webhook を受け取りました。取り込まず、変更は同期で読み取ります。',
    fix: {
      en: 'Look for what holds requests up before receive-changes, or for somebody who sends old ones again.',
      ja: 'receive-changes の手前で遅れがないか、古い要求を再送する第三者がいないかを確認してください。',
    },
  },
  'change-unreadable': {
    rl: 'RL-2403',
    retry: false,
    fixedBy: 'revloop',
    en: 'A webhook or change event came in that nobody can read; the sync reads its changes.',
    ja: '読み取れない Webhook または変更イベントを受け取りました。変更は同期で読み取ります。',
    fix: {
      en: 'Report the reason where it stays: the CRM may word its events otherwise now.',
      ja: '続く場合は理由を報告してください。CRM のイベント形式が変わった可能性があります。',
    },
  },
} as const satisfies Record<string, CodeMeaning>;
