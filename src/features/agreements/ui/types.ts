import type { Ability } from '#kernel/ability.ts';
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
  readonly maySign: Ability | null;
  readonly proposed: { readonly signer: string; readonly signerPost: string };
}
