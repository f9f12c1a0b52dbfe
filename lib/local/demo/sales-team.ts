interface TeamMember {
  readonly number: number;
  readonly family: string;
  readonly given: string;
  readonly email: string;
  readonly team: 'inside-sales' | 'field-sales';
  readonly isActive: boolean;
}

/** Users of Salesforce and owners of HubSpot alike; one has left. */
export const SALES_TEAM: readonly TeamMember[] = [
  member(1, '架空', 'あおい', 'inside-sales'),
  member(2, '仮名', 'ひかる', 'inside-sales'),
  member(3, '見本', 'つばさ', 'field-sales'),
  member(4, '例田', 'みなと', 'field-sales'),
  { ...member(5, '試野', 'かえで', 'field-sales'), isActive: false },
];

/** HubSpot numbers owners apart from records. */
const HUBSPOT_FIRST_OWNER = 710_000_000;

export function ownerId(member: TeamMember): string {
  return String(HUBSPOT_FIRST_OWNER + member.number);
}

/** Whoever of a team has this record; spread evenly. */
export function teamMemberFor(team: TeamMember['team'], recordNumber: number): TeamMember {
  const members = SALES_TEAM.filter((candidate) => candidate.team === team);
  const found = members[recordNumber % members.length];
  if (found === undefined) throw new Error(`team ${team} has no members`);
  return found;
}

function member(number: number, family: string, given: string, team: TeamMember['team']): TeamMember {
  return { number, family, given, team, email: `sales.${number}@revdemo.example`, isActive: true };
}
