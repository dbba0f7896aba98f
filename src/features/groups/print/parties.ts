import type { DocumentPerson } from '#platform/documents/index.server.ts';
import type { Standing } from '../rules.ts';

/** An organisation with its team as documents name it. */
export interface Party {
  readonly teamId: string;
  readonly standing: Standing;
  /** What the team's standing is called. */
  readonly role: string;
  readonly name: string;
  readonly shortName: string;
  readonly address: string;
  /** Written for people. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly actsOn: string;
  readonly head: DocumentPerson | null;
  readonly post: string;
  readonly municipality: string;
}

/** A party whose head signs: one without a head cannot. */
export type SigningParty = Party & { readonly head: DocumentPerson };

/** What a team's standing is called in documents. */
export const partyRoles: Readonly<Record<Standing, string>> = {
  experienced: 'Опытная управленческая команда',
  developing: 'Развивающаяся управленческая команда',
};
