/** Help texts of the command line, by the English ones. */
export const HELP_JA: Readonly<Record<string, string>> = {
  'CAC and LTV per channel, from your CRMs and back onto their records':
    'CRM からチャネル別の CAC と LTV を計算し、CRM のレコードに書き戻します',
  'version of RevLoop': 'RevLoop のバージョン',
  'display help for command': 'コマンドのヘルプを表示',
  'run the whole loop on this machine: two simulated CRMs, store, KPIs, fields, studio':
    'この端末で全体を実行(模擬 CRM 2 種、ストア、KPI、項目、スタジオ)',
  'export folder to run on; left out: a made-up company': '使うエクスポートフォルダー(省略時は架空の会社)',
  'end after the loop instead of serving the studio': 'スタジオを開かず、一巡したら終了',
  'port of the studio': 'スタジオのポート番号',
  'seed of the made-up company': '架空の会社のシード値',
  "config to use (default: revloop.yaml here, else the last demo's)":
    '使う設定(既定: ここの revloop.yaml、なければ直近のデモの設定)',
  'language of what is shown': '表示言語',
  'day the figures are as of, YYYY-MM-DD': '数値の基準日(YYYY-MM-DD)',
  'one JSON document on standard output': '標準出力に JSON を 1 つ出力',
  'log lines on standard error': '標準エラー出力にログを表示',
  'write a commented revloop.yaml to start from': '説明付きの revloop.yaml を作成',
  'CRMs you use': '利用中の CRM',
  'overwrite a revloop.yaml that is there': '既存の revloop.yaml を上書き',
  'check revloop.yaml, with line and column of what is wrong': 'revloop.yaml を検査(誤りの行と桁を表示)',
  'print the JSON Schema instead': '代わりに JSON Schema を出力',
  'check config, store, CRM access, fields and spend, and say who can fix what':
    '設定・ストア・CRM 接続・項目・費用を点検し、対応者を表示',
  'the RevLoop fields in the CRMs': 'CRM の RevLoop 項目',
  'create the RevLoop fields that are missing, and grant them': '足りない RevLoop 項目を作成し、権限を付与',
  'read what changed in the CRMs, and spend and activity files, into the store':
    'CRM の変更と費用・活動ファイルをストアに取り込み',
  'read everything again': 'すべて読み直す',
  'export folder to read spend and activity from': '費用・活動を読むエクスポートフォルダー',
  'only this CRM: salesforce or hubspot': 'この CRM のみ(salesforce または hubspot)',
  'what the last runs did, and what is wrong now': '最近の実行結果と未解決の問題',
  'list the last runs, and open errors by cause': '最近の実行と、原因別の未解決エラーを一覧',
  'how many': '件数',
  'show one run, object by object': '1 回の実行をオブジェクト別に表示',
  'read again what a run did not finish, and records in quarantine':
    '未完了の読み取りと隔離中のレコードを再試行',
  'compute and show CAC, LTV and the KPIs around them': 'CAC・LTV と関連 KPI の計算と表示',
  'compute the figures of every month and publish them': '全月の数値を計算して公開',
  'show the figures per channel, lead source or campaign':
    'チャネル・リードソース・キャンペーン別に数値を表示',
  'what a row is': '行の単位',
  'who gets the credit': '貢献の割り当て方',
  'what spend counts (default: the widest there is)': '費用に含める範囲(既定: 入力のある最も広い範囲)',
  'further metrics, by id with commas between, or all (see kpi metrics)':
    '追加で表示する指標(ID をカンマ区切り、または all。一覧は kpi metrics)',
  'what each metric is: formula, date, source': '指標の定義(計算式・日付の基準・出典)',
  'first day, YYYY-MM-DD': '開始日(YYYY-MM-DD)',
  'last day, included, YYYY-MM-DD': '終了日(当日を含む、YYYY-MM-DD)',
  '2026-10, fy2026, fy2026h1, fy2026q3, or all': '2026-10、fy2026、fy2026h1、fy2026q3、または all(全期間)',
  'how a number came about, down to deals and spend rows': '数値の根拠を商談と費用の行までたどる',
  'show what would be written to the CRM records, field by field':
    'CRM レコードへの書き込み予定を項目ごとに表示',
  'save the plan for `revloop apply`': '計画を `revloop apply` 用に保存',
  'exit 3 when there are changes': '変更があれば終了コード 3',
  'write exactly what a saved plan says': '保存した計画のとおりに書き込み',
  'approve a plan beyond the guard': '上限を超える計画を承認',
  'which leads were won and lost, per lead source or trait':
    '受注・失注したリードをリードソースや属性別に表示',
  'show channels, funnel, closed-won feedback and sync health in the browser':
    'チャネル・ファネル・受注フィードバック・同期の状態をブラウザーで表示',
  'port on 127.0.0.1': '127.0.0.1 のポート番号',
  'serve both CRMs of an export folder on this machine': 'エクスポートフォルダーの両 CRM をこの端末で提供',
  'export folder': 'エクスポートフォルダー',
  'default: a free one': '既定: 空いているポート',
  'instance URL that tokens name': 'トークンに記すインスタンス URL',
  'Usage:': '使い方:',
  'Options:': 'オプション:',
  'Commands:': 'コマンド:',
  'Arguments:': '引数:',
};
