import type { IsoDate } from '#kernel/dates.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { AgreementState } from './rules.ts';
import { agreementStore, type PartyRow } from './store.server.ts';

export { generateAgreement } from './use-cases/generate.server.ts';
export { sendAgreement, signAgreement, type Scan } from './use-cases/sign.server.ts';
export { openAgreementFile, printAgreement, viewAgreement } from './use-cases/view.server.ts';
export { generateSchema, signSchema } from './schema.ts';

/** The agreement of a group as other features see it. */
export interface AgreementSummary {
  readonly id: string;
  readonly state: AgreementState;
  readonly number: string;
  readonly sendBy: IsoDate;
  readonly signBy: IsoDate;
  readonly sentOn: IsoDate | null;
  readonly signedOn: IsoDate | null;
  readonly parties: readonly PartyRow[];
}

/** The agreement of a group that has not been replaced; null while there is none. The caller has checked the rights. */
export async function agreementOf(tx: Transaction, groupId: string): Promise<AgreementSummary | null> {
  const found = await agreementStore(tx).current(groupId);
  if (!found) return null;
  const { id, state, number, sendBy, signBy, sentOn, signedOn, parties } = found;
  return { id, state, number, sendBy, signBy, sentOn, signedOn, parties };
}

/** The group whose agreement or scan a file is; null for any other file. */
export function agreementFileGroup(tx: Transaction, fileId: string): Promise<string | null> {
  return agreementStore(tx).groupOfFile(fileId);
}
