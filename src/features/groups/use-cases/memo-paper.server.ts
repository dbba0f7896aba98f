import { issueDocument, giveIssued, printTree } from '#features/documents/index.server.ts';
import type { DocumentFormat } from '#features/documents/index.ts';
import { documentTemplate, operatorParty } from '#features/regulation/index.ts';
import { teams } from '#features/registry/index.server.ts';
import { people } from '#features/territory/index.server.ts';
import { formatShort } from '#kernel/dates.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { documentPerson, renderDocument, type DocumentTree } from '#platform/documents/index.server.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { canInGroup } from '../permissions.ts';
import { serviceMemoData } from '../print/orders.ts';
import { refusals } from '../rules.refusals.ts';
import type { GroupFacts } from '../rules.ts';
import { requestStore, type Memo } from '../store.requests.server.ts';
import { regulationOf } from './moving.server.ts';
import { printedParties, readGroup } from './shared.server.ts';

/** The service memo as it was written, for the coordinator and the operator. */
export const printMemo = query(async (work, input: { groupId: string; memoId: string; format?: DocumentFormat }) => {
  const { groupId, memoId, format = 'docx' } = input;
  const loaded = await readGroup(work, groupId);
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const may = ['write-memo', 'replace'] as const;
  if (!may.some((action) => canInGroup(work.actor, action, facts).ok)) return refuse(notFound);
  const memo = /^[0-9a-f-]{36}$/i.test(memoId) ? await requestStore(work.tx).memo(memoId) : null;
  if (memo?.groupId !== groupId) return refuse(notFound);
  if (memo.documentId) return giveIssued(work, memo.documentId, format);
  // one written before documents were issued
  const tree = await memoTree(work, facts, memo);
  return tree.ok ? ok(await printTree(tree.value, memoFileName(memo), format)) : tree;
});

const memoFileName = ({ number, datedOn }: Memo) => `Служебная записка № ${number} от ${formatShort(datedOn)}`;

/** Issues a memo that has just been written. */
export async function keepMemo(work: Work, facts: GroupFacts, memoId: string): Promise<Outcome<true>> {
  const documents = requestStore(work.tx);
  const memo = (await documents.memo(memoId))!;
  const tree = await memoTree(work, facts, memo);
  if (!tree.ok) return tree;
  const issued = await issueDocument(work, {
    kind: 'service-memo',
    number: memo.number,
    datedOn: memo.datedOn,
    title: 'Служебная записка о замене команды',
    regionId: facts.regionId,
    groupId: facts.id,
    fileName: memoFileName(memo),
    tree: tree.value,
    verified: false,
  });
  if (!issued.ok) return issued;
  await documents.attachMemo(memoId, issued.value.id);
  return ok(true);
}

async function memoTree(work: Work, facts: GroupFacts, memo: Memo): Promise<Outcome<DocumentTree>> {
  const regulation = await regulationOf(work, facts);
  const { leaving, joining } = await sidesOf(work, facts, memo);
  const author = await people(work.tx).byId(memo.writtenBy);
  const rendered = renderDocument(
    documentTemplate(regulation, 'service-memo'),
    serviceMemoData(operatorParty(regulation), facts, {
      memo,
      leaving: leaving!,
      joining: joining!,
      author: author ? documentPerson(author) : null,
      authorPost: 'Координатор группы',
    }),
  );
  return rendered.ok ? rendered : refuse(refusals.documentBroken(rendered.error.line, rendered.error.message));
}

/** Both sides of a memo as documents name them, whether or not they take part now. */
export async function sidesOf(work: Work, facts: GroupFacts, memo: Memo) {
  const known = [...facts.teams, ...facts.invited];
  const missing = [memo.leavingTeamId, memo.joiningTeamId].filter((id) => !known.some((team) => team.teamId === id));
  const others = (await teams(work.tx).byIds(missing)).map((team) => ({
    teamId: team.id,
    organisationId: team.organisationId,
    standing: team.standing,
    headPersonId: team.head.personId,
    headPost: team.head.post,
  }));
  const sides = [...known, ...others].filter((team) => [memo.leavingTeamId, memo.joiningTeamId].includes(team.teamId));
  const parties = await printedParties(work, sides);
  return {
    leaving: parties.find((party) => party.teamId === memo.leavingTeamId),
    joining: parties.find((party) => party.teamId === memo.joiningTeamId),
  };
}
