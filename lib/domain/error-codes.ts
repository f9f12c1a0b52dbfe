interface CodeMeaning {
  readonly rl: string;
  /** Whether the same call may succeed later without a change. */
  readonly retry: boolean;
  readonly fixedBy: 'revops' | 'crm-admin' | 'aws-admin' | 'revloop';
  readonly en: string;
  readonly ja: string;
  readonly fix: { readonly en: string; readonly ja: string };
}

/** Every code: when it is raised, whether a retry helps, who fixes it and how. */
export const ERROR_CODES = {
  'node-version': {
    rl: 'RL-1001',
    retry: false,
    fixedBy: 'revops',
    en: 'The command runs on a Node version older than 24.',
    ja: 'Node 24 より古い版で実行されています。',
    fix: {
      en: 'Run it through npm or npx inside the clone.',
      ja: 'クローンしたフォルダーで npm または npx から実行してください。',
    },
  },
  usage: {
    rl: 'RL-1002',
    retry: false,
    fixedBy: 'revops',
    en: 'A command was called with words it does not know.',
    ja: 'コマンドの指定が正しくありません。',
    fix: { en: 'revloop --help', ja: 'revloop --help' },
  },
  'config-invalid': {
    rl: 'RL-1003',
    retry: false,
    fixedBy: 'revops',
    en: 'revloop.yaml breaks a rule of its schema.',
    ja: 'revloop.yaml がスキーマに合いません。',
    fix: {
      en: 'Correct the line named, then: revloop validate',
      ja: '示された行を直し、revloop validate を実行してください。',
    },
  },
  'config-missing': {
    rl: 'RL-1004',
    retry: false,
    fixedBy: 'revops',
    en: 'No revloop.yaml was found.',
    ja: 'revloop.yaml が見つかりません。',
    fix: { en: 'revloop init', ja: 'revloop init' },
  },
  'file-unreadable': {
    rl: 'RL-1005',
    retry: false,
    fixedBy: 'revops',
    en: 'A file or folder named in the command or the config cannot be read.',
    ja: '指定されたファイルまたはフォルダーを読めません。',
    fix: { en: 'Check the path.', ja: 'パスを確認してください。' },
  },
  'mixed-currency': {
    rl: 'RL-1101',
    retry: false,
    fixedBy: 'revops',
    en: 'Amounts of different currencies were added up.',
    ja: '異なる通貨の金額が合算されました。',
    fix: { en: 'Give all amounts in the reporting currency.', ja: '報告通貨に揃えてください。' },
  },
  'money-invalid': {
    rl: 'RL-1102',
    retry: false,
    fixedBy: 'revops',
    en: 'A text is no amount of money.',
    ja: '金額として読めません。',
    fix: { en: 'Write a plain decimal number.', ja: '数値で書いてください。' },
  },
  'date-invalid': {
    rl: 'RL-1103',
    retry: false,
    fixedBy: 'revops',
    en: 'A text is no date or date-time.',
    ja: '日付として読めません。',
    fix: {
      en: 'Write YYYY-MM-DD or an ISO 8601 instant.',
      ja: 'YYYY-MM-DD または ISO 8601 で書いてください。',
    },
  },
  'crm-unreachable': {
    rl: 'RL-2001',
    retry: true,
    fixedBy: 'revops',
    en: 'The CRM did not answer within the deadline.',
    ja: 'CRM から期限内に応答がありません。',
    fix: {
      en: 'Check the address and the network, then run the command again.',
      ja: '接続先とネットワークを確認し、再実行してください。',
    },
  },
  'crm-auth': {
    rl: 'RL-2002',
    retry: false,
    fixedBy: 'crm-admin',
    en: 'The CRM refused the credentials.',
    ja: 'CRM が認証情報を拒否しました。',
    fix: {
      en: 'Renew the secret named in revloop.yaml.',
      ja: 'revloop.yaml のシークレットを更新してください。',
    },
  },
  'crm-permission': {
    rl: 'RL-2003',
    retry: false,
    fixedBy: 'crm-admin',
    en: 'The integration user may not do this.',
    ja: '連携ユーザーに権限がありません。',
    fix: {
      en: 'Grant the permission named, then: revloop doctor',
      ja: '示された権限を付与し、revloop doctor を実行してください。',
    },
  },
  'crm-quota': {
    rl: 'RL-2004',
    retry: true,
    fixedBy: 'crm-admin',
    en: 'The CRM has no API calls left for today.',
    ja: 'CRM の API 呼び出し枠を使い切りました。',
    fix: {
      en: 'Run again after the quota resets; the run resumes where it stopped.',
      ja: '枠の回復後に再実行してください。続きから再開します。',
    },
  },
  'crm-throttled': {
    rl: 'RL-2005',
    retry: true,
    fixedBy: 'revloop',
    en: 'The CRM kept asking to slow down until the time was up.',
    ja: 'CRM の流量制限が期限まで続きました。',
    fix: {
      en: 'Run again; the run resumes where it stopped.',
      ja: '再実行してください。続きから再開します。',
    },
  },
  'crm-request': {
    rl: 'RL-2006',
    retry: false,
    fixedBy: 'revloop',
    en: 'The CRM refused a request as malformed.',
    ja: 'CRM が要求を不正として拒否しました。',
    fix: { en: 'Report the message with the run id.', ja: 'メッセージと実行 ID を報告してください。' },
  },
  'crm-answer': {
    rl: 'RL-2007',
    retry: true,
    fixedBy: 'revloop',
    en: 'The CRM answered something that is not what its contract says.',
    ja: 'CRM の応答が仕様と異なります。',
    fix: { en: 'Run again; report it if it stays.', ja: '再実行し、続く場合は報告してください。' },
  },
  'run-deadline': {
    rl: 'RL-2008',
    retry: true,
    fixedBy: 'revloop',
    en: 'The run had no time left for the next call to the CRM; what it read is kept.',
    ja: '実行時間が足りず、CRM への次の呼び出しを見送りました。読み取った分は保存済みです。',
    fix: {
      en: 'Nothing to do: the next run goes on from there.',
      ja: '対応は不要です。次の実行が続きから再開します。',
    },
  },
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
  'store-unreachable': {
    rl: 'RL-3001',
    retry: true,
    fixedBy: 'aws-admin',
    en: 'The store does not answer.',
    ja: 'ストアが応答しません。',
    fix: {
      en: 'Check the AWS endpoint, profile and region.',
      ja: 'AWS のエンドポイント・プロファイル・リージョンを確認してください。',
    },
  },
  'store-foreign': {
    rl: 'RL-3002',
    retry: false,
    fixedBy: 'revops',
    en: 'The store holds data that the demo did not make, so the demo does not clear it.',
    ja: 'ストアにデモ以外のデータがあるため、デモは消去しません。',
    fix: {
      en: 'Use another folder: REVLOOP_HOME=.revloop-demo npm start',
      ja: '別のフォルダーで実行してください: REVLOOP_HOME=.revloop-demo npm start',
    },
  },
  'lease-held': {
    rl: 'RL-3003',
    retry: true,
    fixedBy: 'revops',
    en: 'Another run is writing this object right now.',
    ja: '別の実行が同じオブジェクトを書き込み中です。',
    fix: { en: 'Wait for it to end, then run again.', ja: '終了を待って再実行してください。' },
  },
  'lease-lost': {
    rl: 'RL-3004',
    retry: true,
    fixedBy: 'revloop',
    en: 'A newer run took over; this one stopped before it could write over it.',
    ja: '新しい実行に引き継がれたため停止しました。',
    fix: { en: 'Nothing to do: the newer run carries on.', ja: '対応不要です。' },
  },
  'item-invalid': {
    rl: 'RL-3005',
    retry: false,
    fixedBy: 'revloop',
    en: 'An item of the table does not have the shape this version writes.',
    ja: 'テーブルの項目の形式が不正です。',
    fix: { en: 'Run: revloop sync --full', ja: 'revloop sync --full を実行してください。' },
  },
  'count-mismatch': {
    rl: 'RL-3006',
    retry: false,
    fixedBy: 'revloop',
    en: 'A run cannot account for every record it read.',
    ja: '読み取った件数の内訳が合いません。',
    fix: { en: 'Report the message with the run id.', ja: 'メッセージと実行 ID を報告してください。' },
  },
  'no-snapshot': {
    rl: 'RL-3101',
    retry: false,
    fixedBy: 'revops',
    en: 'No KPIs have been computed yet.',
    ja: 'KPI がまだ計算されていません。',
    fix: { en: 'revloop sync && revloop kpi compute', ja: 'revloop sync && revloop kpi compute' },
  },
  'target-unknown': {
    rl: 'RL-3102',
    retry: false,
    fixedBy: 'revops',
    en: 'The record, metric or key asked about does not exist.',
    ja: '指定のレコード・指標・キーがありません。',
    fix: {
      en: 'Take the id or key from: revloop kpi show',
      ja: 'revloop kpi show の ID またはキーを使ってください。',
    },
  },
  'spend-row-invalid': {
    rl: 'RL-3201',
    retry: false,
    fixedBy: 'revops',
    en: 'A row of a spend or activity file cannot be read; the rest of the file is.',
    ja: '費用・活動ファイルの行を読めません。他の行は取り込みました。',
    fix: {
      en: 'Correct the line named, or give the file its headers (spend[].columns) and currency in revloop.yaml; then import it again.',
      ja: '示された行を直すか、revloop.yaml の spend[].columns で見出しを、currency で通貨を合わせて、再取り込みしてください。',
    },
  },
} as const satisfies Record<string, CodeMeaning>;

export type ErrorCode = keyof typeof ERROR_CODES;
