import type { CodeMeaning } from './code-meaning.ts';

/** Calls to a CRM that failed. */
export const CALL_CODES = {
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
  'crm-account': {
    rl: 'RL-2009',
    retry: false,
    fixedBy: 'revops',
    en: 'The credentials are for another account of the CRM than the one configured or synced so far; nothing was read or written.',
    ja: '認証情報が、設定された、またはこれまで同期してきた CRM アカウントのものではありません。読み書きは行っていません。',
    fix: {
      en: 'Put credentials of the account named into the secret; for another account use a store of its own: REVLOOP_HOME=.revloop-other',
      ja: '示されたアカウントの認証情報をシークレットに入れてください。別のアカウントには別のストアを使います: REVLOOP_HOME=.revloop-other',
    },
  },
  'bulk-aborted': {
    rl: 'RL-2010',
    retry: true,
    fixedBy: 'crm-admin',
    en: 'Somebody ended a Bulk API job of RevLoop in Salesforce; its records were read by another job or by REST, so nothing is missing.',
    ja: 'Salesforce で RevLoop の Bulk API ジョブが中止されました。別のジョブまたは REST で読み直したため、欠けはありません。',
    fix: {
      en: 'Nothing to do for the data; ask the admin to let jobs of the integration user end by themselves.',
      ja: 'データへの対応は不要です。連携ユーザーのジョブを中止しないよう管理者に依頼してください。',
    },
  },
} as const satisfies Record<string, CodeMeaning>;
