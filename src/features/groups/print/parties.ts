import type { DocumentPerson } from '#platform/documents/index.server.ts';
import type { Standing } from '../rules.ts';

/** An organisation as documents name it. */
export interface Party {
  readonly teamId: string;
  readonly standing: Standing;
  readonly role: string;
  readonly name: string;
  readonly shortName: string;
  readonly address: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly actsOn: string;
  readonly head: DocumentPerson | null;
  readonly post: string;
  readonly municipality: string;
}

/** What a team's standing is called in documents. */
export const partyRoles: Readonly<Record<Standing, string>> = {
  experienced: 'Опытная управленческая команда',
  developing: 'Развивающаяся управленческая команда',
};
