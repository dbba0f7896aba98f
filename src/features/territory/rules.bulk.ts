import type { IsoDate } from '#kernel/dates.ts';
import type { OrganisationKind } from './rules.ts';

/** The head of an organisation today. */
export interface OrganisationHead {
  readonly appointmentId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly post: string;
  readonly since: IsoDate;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** An open organisation as a whole list is compared with it. */
export interface ListedOrganisation {
  readonly id: string;
  readonly municipalityId: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: OrganisationKind;
  readonly actsOn: string;
  readonly address: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly revision: number;
  readonly head: OrganisationHead | null;
  /** The first day on which another head may begin; null when there has been none. */
  readonly headFrom: IsoDate | null;
  /** Another head is appointed for a later day. */
  readonly futureHead: boolean;
}

/** A head to be appointed from a day on. */
export interface HeadToAppoint {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string | null;
  readonly gender: 'female' | 'male';
  readonly post: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly startsOn: IsoDate;
}
