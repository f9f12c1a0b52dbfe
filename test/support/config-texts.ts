/** What each setting of `revloop.yaml` means; `crm.salesforce` and `crm.hubspot` share the texts under `crm.*`. */
export const CONFIG_TEXTS: Readonly<Record<string, string>> = {
  version: 'Version of this file’s format.',
  timezone: 'IANA name of the business time zone: every day and month is read in it.',
  currency: 'ISO 4217 code of the reporting currency.',
  fiscalYearStartMonth: 'First month of the fiscal year, for periods such as `fy2026q3`.',
  asOf: 'Takes this day for today, for old exports and repeatable runs. Left out: the clock.',
  lang: 'Language of tables, pages and messages; `--lang` wins.',
  crm: 'The CRMs that are connected: one or both.',
  'crm.*': 'Left out: this CRM is not connected.',
  'crm.*.secret':
    'Name of the secret with the credentials (AWS Secrets Manager). Simulators on loopback need none.',
  'crm.*.apiVersion': 'API version to speak. Left out: the one RevLoop is tested with.',
  'crm.*.stages': 'Deal stages by meaning, by name or id.',
  'crm.*.stages.valid': 'Stages that make a valid opportunity (有効商談). Accepted; no figure uses it yet.',
  'crm.*.stages.won':
    'HubSpot: stages that mean won, where the pipeline itself does not say. Salesforce: `IsWon` decides.',
  'crm.*.stages.lost':
    'HubSpot: stages that mean lost, where the pipeline itself does not say. Salesforce: `IsClosed` decides.',
  'crm.*.statuses': 'Lead statuses by meaning.',
  'crm.*.statuses.mql':
    'From MQL on. Salesforce: values of `Lead.Status`; left out, MQL is null with the reason `not-mapped`. HubSpot: stages or lead statuses of your own, beside the standard lifecycle stages.',
  'crm.*.statuses.sql': 'From SQL on, likewise. Salesforce: left out, conversion is taken for it.',
  'crm.*.statuses.disqualified': 'Statuses of leads nobody works any more: not ranked, not written to.',
  'crm.*.lossReason': 'Field with the reason a deal was lost. Blank values are a row of their own.',
  'crm.*.dealTypes':
    'What the deal type says. Left out or blank: an earlier won deal of the account decides.',
  'crm.*.dealTypes.new': 'Deal types that are new business.',
  'crm.*.dealTypes.existing': 'Deal types that are renewals or business with customers.',
  'crm.*.amountMeaning': 'What a deal’s amount is. LTV is taken from deals only where this is set.',
  'crm.*.acquisitionDate':
    'Field with the day a lead was won over (獲得日); it beats the creation date of imported records.',
  'crm.*.contractEnd': 'Field with the end of the contract: churn is learnt from it.',
  'crm.*.foreignId': 'Field that holds the other CRM’s record id.',
  'crm.*.landingPage': 'Field that names the landing page; it becomes the sub-channel.',
  'crm.*.apiBudget': 'How much of the CRM’s API RevLoop may use.',
  'crm.*.apiBudget.runShare': 'Share of the day’s calls that one run may use, 0 to 1.',
  'crm.*.apiBudget.orgShare':
    'Share of the day’s calls that all apps together may have used before RevLoop stops, 0 to 1.',
  'crm.*.apiBudget.burst':
    'Most calls per burst window (HubSpot: 10 seconds). Left out: what the CRM’s answers allow.',
  'crm.*.apiBudget.search': 'Most searches per second (HubSpot). Left out: 4 of the 5 that all apps share.',
  'crm.*.apiBudget.timeZone':
    'Time zone of the account, where the day’s count starts at midnight. Left out: `timezone`.',
  'crm.*.organizationId':
    'Org that the credentials must be for (Setup > Company Information). Those of another are refused before any call; left out, the org of the first sync is the one.',
  'crm.*.portalId':
    'Account that the credentials must be for. Those of another are refused before any record is read; left out, the account of the first sync is the one.',
  'crm.*.changeEvents': 'Change events of Salesforce as hints, beside the scheduled reads.',
  'crm.*.changeEvents.source':
    'Partner event source of the event relay or of AppFlow, pending in EventBridge: `aws.partner/salesforce.com/…`.',
  'crm.*.webhooks': 'Webhooks of HubSpot as hints, beside the scheduled reads.',
  'crm.*.webhooks.publicUrl': 'The https address that HubSpot calls, exactly as entered there: it is signed.',
  'crm.*.webhooks.secret': 'Name of the secret that holds the app’s client secret: `{"clientSecret": "…"}`.',
  'crm.*.webhooks.portalId':
    'Account whose events count; others are dropped. Left out: `crm.hubspot.portalId`, else every account the app’s secret signs for.',
  systemOfRecord: 'Which copy counts where both CRMs hold one.',
  'systemOfRecord.deals': 'CRM whose deals are counted. Left out: Salesforce if connected, else HubSpot.',
  channels:
    'Channels and the rules that give them. Left out: the 14 channels ready to use. No match is the row “unattributed”.',
  'channels[].id': 'Key in results, and in spend and activity files.',
  'channels[].name': 'Name shown to people.',
  'channels[].name.ja': 'Japanese name.',
  'channels[].name.en': 'English name.',
  'channels[].role': '`nurture` channels warm people who are known: no first-touch verdict.',
  'channels[].when':
    'Conditions, any of which gives the channel. Those on UTM are tried first, then form and landing page, then source, then campaign; within one of these, in the order of this file.',
  'channels[].when[].utmSource': 'Words of `utm_source`. A word may end in `*`; case does not matter.',
  'channels[].when[].utmMedium': 'Words of `utm_medium`.',
  'channels[].when[].utmCampaign': 'Words of `utm_campaign`.',
  'channels[].when[].leadSource': 'Values of Salesforce’s lead source.',
  'channels[].when[].analyticsSource': 'Values of HubSpot’s original source. `OFFLINE` never matches.',
  'channels[].when[].form': 'Names of forms.',
  'channels[].when[].landingPage': 'Landing pages.',
  'channels[].when[].campaign': 'Names of campaigns.',
  'channels[].when[].campaignType': 'Types of campaigns.',
  'channels[].when[].activity':
    'Sales activities by type and direction, such as `call-inbound` or `meeting*`. They give no channel unless named.',
  exclude: 'People kept out of all figures, and counted as excluded: staff, partners, competitors.',
  'exclude[].emailDomain': 'Domains of mail addresses.',
  'exclude[].companyName': 'Names of companies.',
  'exclude[].field': 'A field of the record, with `in`.',
  'exclude[].in': 'The values of `field` that exclude.',
  spend: 'Spend files, first match wins. Left out: `spend/*.csv` with our column names.',
  'spend[].file': 'Path below the export folder or inbox; `*` stands for any part of a name.',
  'spend[].columns': 'Headers of the file for our columns. Headers with our names need no entry.',
  'spend[].encoding': '`auto` tells UTF-8 from Shift_JIS.',
  'spend[].costScope':
    'What the amounts hold, where the file has no `cost_scope`: media alone, the whole programme, or people too.',
  activity: 'Activity files (sessions, opens, followers). Left out: `activity/*.csv`.',
  'activity[].file': 'Path below the export folder or inbox; `*` stands for any part of a name.',
  'activity[].columns': 'Headers of the file for our columns.',
  'activity[].encoding': '`auto` tells UTF-8 from Shift_JIS.',
  targets: 'What an acquisition may cost.',
  'targets.cac': 'Target CAC of the company, major units. Left out: LTV ÷ `ltvToCac`.',
  'targets.ltv': 'How lifetime value is taken. Left out: LTV is null.',
  'targets.ltv.method':
    'Annual revenue × years, profit per transaction × repeat purchases, or monthly profit × months.',
  'targets.ltv.annualRevenue': 'Major units. Left out: from each channel’s won deals.',
  'targets.ltv.years': 'Years a customer stays.',
  'targets.ltv.profitPerTransaction': 'Major units. Left out: from each channel’s won deals.',
  'targets.ltv.repeatPurchases': 'Purchases of one customer.',
  'targets.ltv.monthlyProfit': 'Major units. Left out: from each channel’s won deals.',
  'targets.ltv.months': 'Months a customer stays. Left out: learnt from `contractEnd`.',
  'targets.ltvToCac': 'LTV per unit of CAC that is wanted.',
  'targets.grossMarginRatio': 'Gross margin, 0 to 1. Left out: figures stay on revenue and say so.',
  'targets.monthlyGrossProfit':
    'Gross profit per customer and month, major units, for payback and worked-back targets.',
  'targets.paybackMonths': 'Months in which an acquisition must pay back, for worked-back targets (逆算).',
  'targets.rates': 'Conversion from each stage to the next, 0 to 1, for worked-back cost targets.',
  'targets.rates.leadToMql': 'Share of leads that become MQL.',
  'targets.rates.mqlToSql': 'Share of MQLs that become SQL.',
  'targets.rates.sqlToOpportunity': 'Share of SQLs that become opportunities.',
  'targets.rates.opportunityToWon': 'Share of opportunities that are won.',
  handoff: 'How leads are ranked.',
  'handoff.rules':
    'First match wins; no match is the rank `none` with the reason `no-rule-matched`. Left out: the four published rules.',
  'handoff.rules[].id': 'Name of the rule, shown as the reason.',
  'handoff.rules[].rank': 'Rank it gives.',
  'handoff.rules[].when':
    'Conditions, all of which must hold. One on something the CRM does not say does not.',
  'handoff.rules[].when.minEmployees': 'Employees of the company, at least.',
  'handoff.rules[].when.maxEmployees': 'Employees of the company, at most.',
  'handoff.rules[].when.minRevenue': 'Yearly revenue of the company, major units, at least.',
  'handoff.rules[].when.maxMonthsSinceFirstContact': 'Months since the first contact, at most.',
  'handoff.rules[].when.isNew': 'Not a customer when the lead was created.',
  'handoff.rules[].when.onTargetList': 'On the target list (`targetListField`).',
  'handoff.rules[].when.field': 'A field of the record, with `in`.',
  'handoff.rules[].when.in': 'The values of `field` that count.',
  'handoff.rules[].when.minPageVisits': 'Visits of the pages that matter (`pageVisitsField`), at least.',
  'handoff.targetListField': 'Field that marks the target list.',
  'handoff.pageVisitsField': 'Field that counts visits of the pages that matter.',
  writeBack: 'How fields are written to the CRMs.',
  'writeBack.mode':
    '`plan`: the scheduled job only plans, a person applies. `auto`: it also writes, within `maxChangesPerRun`.',
  'writeBack.maxChangesPerRun': 'More changed records than this need `--yes`.',
  'writeBack.onlyIfDelta': 'A number moves only when it differs by more than this share of the old value.',
  'writeBack.explainUrl': 'Address of the studio, for the link on each record.',
  schedule: 'When jobs run on AWS, as EventBridge Scheduler expressions in `timezone`.',
  'schedule.sync': 'Reading the CRMs.',
  'schedule.channels': 'Reading spend and activity files.',
  'schedule.kpi': 'Computing; ranking, writing and feedback follow it.',
  notify: 'Who hears of failures.',
  'notify.email': 'By mail: the alarms of the stack.',
  'notify.email.from': 'Sender of digests. Accepted; AWS sends the alarms under its own name.',
  'notify.email.to': 'Recipients; AWS asks each to confirm once.',
  'notify.slack': 'By Slack. Accepted; nothing is sent there yet.',
  'notify.slack.secret': 'Name of the secret with the webhook address.',
};

/** The text of a setting; undefined where nobody wrote one. */
export function configText(path: string): string | undefined {
  return CONFIG_TEXTS[path] ?? CONFIG_TEXTS[path.replace(/^crm\.\w+/, 'crm.*')];
}
