import type { DayNumber } from './calendar.ts';
import type { SourcePlan } from './channel-plan.ts';
import type { Company } from './companies.ts';

/** What became of a person; `deal` holds for won, lost and open deals alike. */
type Fate = 'working' | 'disqualified' | 'deal';

/** Where a person is kept. `contact` in Salesforce means: never was a lead there. */
export interface Presence {
  readonly hubspot: boolean;
  readonly salesforce: 'none' | 'lead' | 'converted' | 'contact';
}

/** One human being, whatever number of CRM records there are. */
export interface Person {
  readonly number: number;
  readonly family: string;
  readonly given: string;
  readonly jobTitle: string;
  readonly email: string;
  /** E-mail as Salesforce spells it: other case, blanks around, or another address altogether. */
  readonly salesforceEmail: string;
  /** The HubSpot id is stored on the Salesforce records, so that they match whatever the e-mail says. */
  readonly hasStoredId: boolean;
  readonly company: Company;
  /** `member`: came as a decision maker's colleague, knows no source, is no lead. */
  readonly role: 'lead' | 'member';
  readonly source: SourcePlan;
  /** First record of this person anywhere. */
  readonly leadAtMs: number;
  readonly presence: Presence;
  readonly fate: Fate;
  readonly isExcluded: boolean;
  /** Shares its e-mail with other people's records: nobody is matched by it. */
  readonly isAmbiguous: boolean;
  /** Visits of the price page, a mark of the target list, and a wish stated in a form: HubSpot's knowledge alone. */
  readonly pageVisits: number | null;
  readonly isOnTargetList: boolean;
  readonly statedCondition: 'yes' | 'no' | null;
}

export interface Deal {
  readonly number: number;
  readonly name: string;
  readonly company: Company;
  /** False: the account was taken off the opportunity. */
  readonly hasAccount: boolean;
  readonly person: Person | null;
  /** False: only the lead's conversion leads to the person. */
  readonly hasRole: boolean;
  readonly secondPerson: Person | null;
  readonly business: 'new' | 'existing';
  /** Salesforce `Type`; null where sales left it blank. */
  readonly type: 'New Business' | 'Renewal' | 'Existing Business' | null;
  readonly outcome: 'won' | 'lost' | 'open';
  readonly stage: string;
  readonly createdAtMs: number;
  /** Expected day while the deal is open. */
  readonly closeDay: DayNumber;
  /** Yearly JPY. */
  readonly amount: number | null;
  readonly lossReason: string | null;
  readonly contractEnd: DayNumber | null;
  /** HubSpot's copy of the deal: none, found by the stored id, or found by account, name and close date. */
  readonly hubspotCopy: 'none' | 'stored-id' | 'same-name';
}

/** The whole company: all that either CRM is written from and all that the truth is counted from. */
export interface DemoCompany {
  readonly people: readonly Person[];
  readonly deals: readonly Deal[];
}

/** Of six open leads three are new, two contacted (MQL) and one qualified (SQL), in both CRMs alike. */
export function progressOf({ number }: Person): 'new' | 'contacted' | 'qualified' {
  const step = number % 6;
  return step === 0 ? 'qualified' : step <= 2 ? 'contacted' : 'new';
}
