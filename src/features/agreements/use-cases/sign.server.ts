import { putInForce } from '#features/documents/index.server.ts';
import { groups } from '#features/groups/index.server.ts';
import type { GroupFacts } from '#features/groups/index.ts';
import { formatDate } from '#kernel/dates.ts';
import { admitFile } from '#kernel/files.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { storeFile } from '#platform/files.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { canSignFor, isOwnSide } from '../permissions.ts';
import { decideSending, decideSigning, groupWaitsIn, refusals, scanKinds } from '../rules.ts';
import type { SignInput } from '../schema.ts';
import { agreementStore, type AgreementRow } from '../store.server.ts';
import { expectSignatures, handOverToProgramme } from './duties.server.ts';
import { tellConcluded, tellSent } from './letters.server.ts';
import { reach, tell, toRules } from './shared.server.ts';

/** Sends the draft to the parties; from now on its text does not change. Clause V-step3. */
export const sendAgreement = useCase('agreements.send', async (work, { groupId }: { groupId: string }) => {
  const reached = await reach(work, groupId, 'send', { lock: true });
  if (!reached.ok) return reached;
  const { group, current } = reached.value;
  if (!current) return refuse(refusals.notSent);
  const state = decideSending(toRules(group), current);
  if (!state.ok) return state;
  const sent = { ...current, state: state.value, sentOn: work.today };
  if (!(await agreementStore(work.tx).change(current, { state: sent.state, sentOn: sent.sentOn }))) {
    return refuse(refusals.conflict);
  }
  if (current.documentId) await putInForce(work, current.documentId);
  await tell(work, current, 'sent', 'Соглашение направлено сторонам', { signBy: current.signBy });
  await expectSignatures(work, group, sent);
  await tellSent(work, group, sent);
  return ok({ number: current.number });
});

/** A scan as it came with the form. */
export interface Scan {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

type Sign = Omit<SignInput, 'scan'> & { readonly groupId: string; readonly scan: Scan };

/** A party's signature; the last one concludes the agreement and moves a waiting group on. Clause K-3.1. */
export const signAgreement = useCase('agreements.sign', async (work, input: Sign) => {
  const { tx, actor, now, today } = work;
  const reached = await reach(work, input.groupId, 'view', { lock: true });
  if (!reached.ok) return reached;
  const { group, current } = reached.value;
  const party = current?.parties.find((one) => one.id === input.partyId);
  if (!current || !party) return refuse(current ? refusals.noSuchParty : notFound);
  const allowed = canSignFor(actor, party, group);
  if (!allowed.ok) return allowed;
  const decided = decideSigning(toRules(group), current, input, today);
  if (!decided.ok) return decided;
  const scan = await keepScan(work, input.scan);
  if (!scan.ok) return scan;

  const { signer, signerPost, signedOn } = input;
  const store = agreementStore(tx);
  const signature = {
    signer,
    signerPost,
    signedOn,
    scanFileId: scan.value.id,
    recordedBy: actor.personId,
    recordedAt: now,
  };
  if (!(await store.sign(party.id, signature))) return refuse(refusals.alreadySigned);
  const own = isOwnSide(actor, party);
  await tell(work, current, 'party-signed', `${party.shortName}: соглашение подписано ${formatDate(signedOn)}`, {
    partyId: party.id,
    signer,
    signerPost,
    recordedByOperator: !own,
  });
  const parties = current.parties.map((one) => (one.id === party.id ? { ...one, signedOn } : one));
  await expectSignatures(work, group, { ...current, parties });
  if (decided.value.last) {
    const concluded = await conclude(work, group, { ...current, parties }, decided.value.state);
    if (!concluded.ok) return concluded;
  } else if (!(await store.change(current, {}))) {
    return refuse(refusals.conflict);
  }
  return ok({ last: decided.value.last, party: party.shortName });
});

async function keepScan({ tx, actor, now }: Work, scan: Scan): Promise<Outcome<{ id: string }>> {
  const admitted = admitFile(scan.name, scan.bytes);
  if (!admitted.ok) return refuse({ ...admitted.error, field: 'scan' });
  if (!(scanKinds as readonly string[]).includes(admitted.value.kind)) return refuse(refusals.scanKind);
  const { name, bytes, type } = scan;
  return storeFile(tx, { name, bytes, declaredType: type, uploadedBy: actor.personId || null, now });
}

async function conclude(
  work: Work,
  group: GroupFacts,
  agreement: AgreementRow,
  state: AgreementRow['state'],
): Promise<Outcome<true>> {
  const signedOn = agreement.parties
    .map((party) => party.signedOn ?? '')
    .toSorted()
    .at(-1)!;
  if (!(await agreementStore(work.tx).change(agreement, { state, signedOn }))) return refuse(refusals.conflict);
  await tell(work, agreement, 'concluded', 'Соглашение подписали все стороны');
  // a group that already works keeps its state when a team was replaced (K-3.4)
  if (group.state === groupWaitsIn) {
    const document = `Соглашение № ${agreement.number} от ${formatDate(signedOn)}`;
    const moved = await groups(work.tx).move(work, group, 'agreement-signed', { document });
    if (!moved.ok) return moved;
    await handOverToProgramme(work, moved.value);
  }
  await tellConcluded(work, group, agreement);
  return ok(true);
}
