const open = (ApiName: string, DefaultProbability: number, ForecastCategoryName = 'Pipeline') => ({
  ApiName,
  DefaultProbability,
  ForecastCategoryName,
  IsActive: true,
  IsClosed: false,
  IsWon: false,
});

/** Stages of a new Salesforce org. */
export const DEFAULT_STAGES = [
  open('Prospecting', 10),
  open('Qualification', 10),
  open('Needs Analysis', 20),
  open('Value Proposition', 50),
  open('Id. Decision Makers', 60),
  open('Perception Analysis', 70),
  open('Proposal/Price Quote', 75),
  open('Negotiation/Review', 90, 'Best Case'),
  { ...open('Closed Won', 100, 'Closed'), IsClosed: true, IsWon: true },
  { ...open('Closed Lost', 0, 'Omitted'), IsClosed: true },
] as const;

/** Lead statuses of a new Salesforce org. */
export const DEFAULT_LEAD_STATUSES = [
  { ApiName: 'Open - Not Contacted', IsDefault: true, IsConverted: false },
  { ApiName: 'Working - Contacted', IsDefault: false, IsConverted: false },
  { ApiName: 'Closed - Converted', IsDefault: false, IsConverted: true },
  { ApiName: 'Closed - Not Converted', IsDefault: false, IsConverted: false },
] as const;

/** Task statuses of a new Salesforce org. */
export const DEFAULT_TASK_STATUSES = [
  { ApiName: 'Not Started', IsDefault: true, IsClosed: false },
  { ApiName: 'In Progress', IsDefault: false, IsClosed: false },
  { ApiName: 'Completed', IsDefault: false, IsClosed: true },
  { ApiName: 'Waiting on someone else', IsDefault: false, IsClosed: false },
  { ApiName: 'Deferred', IsDefault: false, IsClosed: false },
] as const;
