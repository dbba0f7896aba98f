import { issuedFile, marked, printTree } from '#features/documents/index.server.ts';
import type { DocumentFormat } from '#features/documents/index.ts';
import { operatorParty } from '#features/regulation/index.ts';
import { organisations } from '#features/territory/index.server.ts';
import type { GroupFacts } from '#features/groups/index.ts';
import { regulationOf } from '#features/groups/index.server.ts';
import { abilityOf, type Ability } from '#kernel/ability.ts';
import { isAfter } from '#kernel/dates.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { fullName } from '#kernel/names.ts';
import { toHtml, type DocumentTree } from '#platform/documents/index.server.ts';
import { readFile } from '#platform/files.server.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { canSignFor, isOwnSide, rightsOf, type AgreementAction } from '../permissions.ts';
import {
  decideGeneration,
  decideSending,
  decideSigning,
  groupStatesWithAgreement,
  matchesGroup,
  nextState,
  watchedDate,
} from '../rules.ts';
import { agreementStore, type AgreementRow, type PartyRow } from '../store.server.ts';
import { reach, toRules } from './shared.server.ts';

/** The page of a group's agreement: its text, its dates, who has signed, what the actor may do. */
export const viewAgreement = query(async (work, { groupId }: { groupId: string }) => {
  const reached = await reach(work, groupId, 'view');
  if (!reached.ok) return reached;
  const { group, current } = reached.value;
  // a draft is the operator's own paper until it is sent
  const shown = current && (current.sentOn || rightsOf(work.actor, group).has('generate')) ? current : null;
  return ok({
    group: { id: group.id, title: group.title, state: group.state, step: group.step },
    agreement: shown ? await present(work, group, shown) : null,
    earlier: (await agreementStore(work.tx).earlier(groupId)).map(withFormats),
    expected: (groupStatesWithAgreement as readonly string[]).includes(group.state),
    abilities: abilitiesOf(work, group, current),
  });
});

async function present(work: Work, group: GroupFacts, agreement: AgreementRow) {
  const { id, number, state, sendBy, signBy, sentOn, signedOn } = agreement;
  const watched = watchedDate(agreement);
  const names = await signers(work, group, agreement);
  return {
    id,
    number,
    state,
    sendBy,
    signBy,
    sentOn,
    signedOn,
    formats: withFormats(agreement).formats,
    html: toHtml(JSON.parse(agreement.body) as DocumentTree),
    late: watched !== null && isAfter(work.today, watched),
    outOfDate: !matchesGroup(agreement, toRules(group)),
    parties: agreement.parties.map((party) => ({
      ...party,
      ...(party.teamId === null ? names.operator : {}),
      standing: group.teams.find((team) => team.teamId === party.teamId)?.standing ?? null,
      own: isOwnSide(work.actor, party),
      maySign: maySign(work, group, agreement, party),
      proposed: names.byUnit.get(party.unitId) ?? { signer: '', signerPost: '' },
    })),
  };
}

/** Who is expected to sign for each side: typed into the form beforehand, to be corrected. */
async function signers(work: Work, group: GroupFacts, agreement: AgreementRow) {
  const { tx, today } = work;
  const operator = operatorParty(await regulationOf(work, group));
  const units = agreement.parties.filter((party) => party.teamId !== null).map((party) => party.unitId);
  const heads = (await organisations(tx, today).byIds(units)).map(
    ({ id, head }) => [id, { signer: head?.fullName ?? '', signerPost: head?.post ?? '' }] as const,
  );
  const byUnit = new Map([...heads, [group.regionId, { signer: fullName(operator.head), signerPost: operator.post }]]);
  return { byUnit, operator: { name: operator.name, shortName: operator.shortName } };
}

/** Whether the actor may enter the signature of a party now; absent when it is never theirs. */
function maySign({ actor, today }: Work, group: GroupFacts, agreement: AgreementRow, party: PartyRow): Ability | null {
  if (party.signedOn || !canSignFor(actor, party, group).ok) return null;
  return abilityOf(decideSigning(toRules(group), agreement, { partyId: party.id, signedOn: today }, today));
}

function abilitiesOf(
  { actor }: Work,
  group: GroupFacts,
  current: AgreementRow | null,
): Partial<Record<AgreementAction, Ability>> {
  const rights = rightsOf(actor, group);
  const rules = toRules(group);
  return {
    ...(rights.has('generate') ? { generate: abilityOf(decideGeneration(rules, current)) } : {}),
    ...(rights.has('send') && current && nextState(current.state, 'send')
      ? { send: abilityOf(decideSending(rules, current)) }
      : {}),
  };
}

/** What an agreement is given out as: one that nobody was sent is no paper, one of earlier times is a DOCX alone. */
function withFormats<Row extends Pick<AgreementRow, 'fileId' | 'documentId' | 'sentOn' | 'id'>>(row: Row) {
  const both: readonly DocumentFormat[] = ['docx', 'pdf'];
  return { ...row, formats: row.documentId ? both : row.fileId ? both.slice(0, 1) : [] };
}

/** The agreement as it was sent, or its draft, which says that it is one; `agreementId` names an earlier one. */
export const printAgreement = query(
  async (work, input: { groupId: string; agreementId?: string | null; format?: DocumentFormat }) => {
    const { groupId, agreementId, format = 'docx' } = input;
    const reached = await reach(work, groupId, 'view');
    if (!reached.ok) return reached;
    const { current, group } = reached.value;
    const earlier = await agreementStore(work.tx).earlier(groupId);
    const asked = agreementId ? [current, ...earlier].find((one) => one?.id === agreementId) : current;
    if (!asked || (!asked.sentOn && !rightsOf(work.actor, group).has('generate'))) return refuse(notFound);
    if (!asked.sentOn && current && asked.id === current.id) {
      const draft = marked(JSON.parse(current.body) as DocumentTree);
      return ok(await printTree(draft, `Соглашение № ${current.number}, проект`, format));
    }
    const file = asked.documentId
      ? await issuedFile(work.tx, asked.documentId, format)
      : await oldFile(work, asked, format);
    return file && asked.sentOn ? ok(file) : refuse(notFound);
  },
);

async function oldFile({ tx }: Work, { fileId }: Pick<AgreementRow, 'fileId'>, format: DocumentFormat) {
  return fileId && format === 'docx' ? readFile(tx, fileId) : null;
}

/** A file of the agreement, for those who may read it: a scan, or a document of earlier times. */
export const openAgreementFile = query(async (work, { groupId, fileId }: { groupId: string; fileId: string }) => {
  const reached = await reach(work, groupId, 'view');
  if (!reached.ok) return reached;
  if ((await agreementStore(work.tx).groupOfFile(fileId)) !== groupId) return refuse(notFound);
  const { current, group } = reached.value;
  const draft = current?.fileId === fileId && current.sentOn === null;
  if (draft && !rightsOf(work.actor, group).has('generate')) return refuse(notFound);
  const stored = await readFile(work.tx, fileId);
  return stored ? ok(stored) : refuse(notFound);
});
