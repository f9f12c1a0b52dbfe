export const OLD = '2026-01-01T00:00:00.000Z';

export const ANN = '00QAAAAAAAAAAAA001';

export const LEADS = `Id,LastName,Company,Phone,Status,SystemModstamp
${ANN},Sato,Acme,03-1,Working - Contacted,${OLD}
`;
