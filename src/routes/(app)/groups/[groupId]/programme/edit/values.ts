import { formatShort, type IsoDate } from '#kernel/dates.ts';
import { formatPhone } from '#kernel/phones.ts';

/** Part I as it is stored. */
interface General {
  readonly revision: number;
  readonly periodFrom: IsoDate;
  readonly periodTo: IsoDate;
  readonly goals: string;
  readonly meetings: string;
  readonly broadcast: string;
  readonly operatorContact: string;
  readonly curatorContact: string;
  readonly directions: readonly { readonly key: string }[];
}

export interface Member {
  readonly fullName: string;
  readonly post: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly isLeader: boolean;
  readonly isContact: boolean;
}

/** The fields of part I as its form shows them. */
export function generalOf({ revision: _revision, periodFrom, periodTo, directions, ...texts }: General) {
  const { goals, meetings, broadcast, operatorContact, curatorContact } = texts;
  return {
    periodFrom: formatShort(periodFrom),
    periodTo: formatShort(periodTo),
    directions: directions.map(({ key }) => key),
    goals,
    meetings,
    broadcast,
    operatorContact,
    curatorContact,
  };
}

/** The working group as its form shows it. */
export function membersOf(members: readonly Member[]) {
  return members.map(({ phones, emails, ...member }) => ({
    ...member,
    phones: phones.map(formatPhone).join(', '),
    emails: emails.join(', '),
  }));
}
