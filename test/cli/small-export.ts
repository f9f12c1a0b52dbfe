/** An export folder small enough for a test: two people, one won deal, one month of spend. */
export const SMALL_EXPORT: Readonly<Record<string, string>> = {
  'export/hubspot/contacts.csv': [
    'id,email,firstname,createdate,lastmodifieddate,hs_analytics_source,lifecyclestage,createdAt,updatedAt,archived',
    '101,sato@example.com,Sato,2026-04-02T01:00:00.000Z,2026-04-02T01:00:00.000Z,PAID_SEARCH,marketingqualifiedlead,2026-04-02T01:00:00.000Z,2026-04-02T01:00:00.000Z,false',
    '102,suzuki@example.com,Suzuki,2026-04-03T01:00:00.000Z,2026-04-03T01:00:00.000Z,PAID_SEARCH,lead,2026-04-03T01:00:00.000Z,2026-04-03T01:00:00.000Z,false',
    '',
  ].join('\n'),
  'export/hubspot/companies.csv': [
    'id,name,createdate,createdAt,updatedAt,archived',
    '201,Minato KK,2026-04-02T01:00:00.000Z,2026-04-02T01:00:00.000Z,2026-04-02T01:00:00.000Z,false',
    '',
  ].join('\n'),
  'export/hubspot/deals.csv': [
    'id,dealname,amount,dealstage,closedate,createdate,hs_is_closed_won,createdAt,updatedAt,archived',
    '301,Minato,120000,closedwon,2026-05-20T01:00:00.000Z,2026-04-20T01:00:00.000Z,true,2026-04-20T01:00:00.000Z,2026-05-20T01:00:00.000Z,false',
    '',
  ].join('\n'),
  'export/hubspot/associations.csv': [
    'fromType,fromId,toType,toId,typeId',
    'deals,301,contacts,101,3',
    'deals,301,companies,201,5',
    'contacts,101,companies,201,279',
    '',
  ].join('\n'),
  'export/spend/ads.csv': [
    'date,channel,sub_channel,amount,currency',
    '2026-04-01,paid_search,,90000,JPY',
    '',
  ].join('\n'),
};

/** Its config: HubSpot only, one channel, a guard of one record. */
export const SMALL_CONFIG = `version: 1
timezone: Asia/Tokyo
currency: JPY
asOf: 2026-07-01
lang: en
crm:
  hubspot:
    secret: revloop/hubspot
channels:
  - id: paid_search
    name: { ja: リスティング広告, en: Paid search }
    when:
      - { analyticsSource: PAID_SEARCH }
spend:
  - file: spend/*.csv
    costScope: media
writeBack:
  maxChangesPerRun: 1
`;
