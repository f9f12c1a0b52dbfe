import type { Exported } from './simulated-org.ts';

const OLD = '2026-01-01T00:00:00.000Z';

export const ANN = '00QAAAAAAAAAAAA001';

export const ACME = '001AAAAAAAAAAAA001';

export const CLARA = '003AAAAAAAAAAAA001';

export const DEAL = '006AAAAAAAAAAAA001';

export const SPRING = '701AAAAAAAAAAAA001';

export const GONE = '005AAAAAAAAAAAA009';

export const EXPORTED: Exported = {
  User: `Id,LastName,IsActive\n${GONE},Gone,false\n`,
  Lead: `Id,LastName,Company,Email,Status,SystemModstamp\n${ANN},Sato,Acme,ann@x.example,Working - Contacted,${OLD}\n`,
  Account: `Id,Name,Key__c,SystemModstamp\n${ACME},Acme,K1,${OLD}\n`,
  Contact: `Id,LastName,Email,AccountId,SystemModstamp\n${CLARA},Clara,clara@x.example,${ACME},${OLD}\n`,
  Opportunity: `Id,Name,StageName,CloseDate,Amount,AccountId,HasOpportunityLineItem,SystemModstamp
${DEAL},Deal,Prospecting,2026-06-30,100,${ACME},true,${OLD}
`,
  OpportunityContactRole: `Id,OpportunityId,ContactId,IsPrimary,SystemModstamp\n00KAAAAAAAAAAAA001,${DEAL},${CLARA},true,${OLD}\n`,
  Campaign: `Id,Name,SystemModstamp\n${SPRING},Spring,${OLD}\n`,
};
