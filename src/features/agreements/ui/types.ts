import type { ClauseKey } from '#kernel/clauses.ts';
import type { IsoDate } from '#kernel/dates.ts';

/** A party of the agreement as the server sends it to the page. */
export interface PartyView {
  readonly id: string;
  readonly teamId: string | null;
  readonly name: string;
  readonly shortName: string;
  readonly standing: 'experienced' | 'developing' | null;
  readonly signer: string;
  readonly signerPost: string;
  readonly signedOn: IsoDate | null;
  readonly scanFileId: string | null;
  readonly scanName: string | null;
  readonly own: boolean;
  readonly maySign: AbilityView | null;
  readonly proposed: { readonly signer: string; readonly signerPost: string };
}

export type AbilityView =
  { readonly allowed: true } | { readonly allowed: false; readonly reason: string; readonly clause: ClauseKey };
