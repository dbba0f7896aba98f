import { discardDraft, issueDocument, revokeDocument } from '#features/documents/index.server.ts';
import type { GroupFacts, SigningParty } from '#features/groups/index.ts';
import { compositionOrder, printedParties, regulationOf } from '#features/groups/index.server.ts';
import { documentTemplate, operatorParty } from '#features/regulation/index.ts';
import { cycleById } from '#features/regulation/index.server.ts';
import { personFacts } from '#features/territory/index.server.ts';
import { formatShort, isAfter, yearOf } from '#kernel/dates.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { renderDocument, type DocumentTree } from '#platform/documents/index.server.ts';
import { newId } from '#platform/ids.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { agreementData } from '../print/agreement.ts';
import { decideGeneration, dueDates, nextState, partiesOf, refusals } from '../rules.ts';
import type { GenerateInput } from '../schema.ts';
import { agreementStore, type AgreementRow, type NewAgreement } from '../store.server.ts';
import { expectSending } from './duties.server.ts';
import { reach, tell, toRules, unitingTeams } from './shared.server.ts';

type Generate = GenerateInput & { readonly groupId: string };

/** Makes the agreement of a group from the text of its regulation, or makes it anew. Clause K-3.1. */
export const generateAgreement = useCase('agreements.generate', async (work, input: Generate) => {
  const { tx, actor, now, today } = work;
  const reached = await reach(work, input.groupId, 'generate', { lock: true });
  if (!reached.ok) return reached;
  const { group, current } = reached.value;
  const kind = decideGeneration(toRules(group), current);
  if (!kind.ok) return kind;
  if (isAfter(input.datedOn, today)) return refuse(refusals.dateInFuture);
  if (kind.value === 'replace' && input.number === current?.number) return refuse(refusals.numberUsedUp);
  const cycle = await cycleById(tx, group.cycleId);
  if (!cycle) return refuse(notFound);

  const store = agreementStore(tx);
  const kept = kind.value === 'rewrite' ? current : null;
  const number = input.number ?? kept?.number ?? (await store.nextNumber(group.regionId, yearOf(input.datedOn)));
  const dates = dueDates(cycle, kind.value, today);
  const printed = await print(work, group, { ...dates, number, datedOn: input.datedOn, cycleTitle: cycle.title });
  if (!printed.ok) return printed;

  if (kept) {
    if (!(await store.change(kept, { number, ...dates, ...printed.value }))) return refuse(refusals.conflict);
    if (kept.documentId) await discardDraft(work, kept.documentId);
    await tell(work, { ...kept, number }, 'rewritten', 'Проект соглашения составлен заново');
  } else {
    if (current && !(await supersede(work, current))) return refuse(refusals.conflict);
    const agreement: NewAgreement = {
      id: newId(),
      groupId: group.id,
      number,
      state: 'draft',
      ...printed.value,
      ...dates,
      createdAt: now,
      createdBy: actor.personId,
    };
    await store.insert(agreement, partiesOf(toRules(group)));
    await tell(
      work,
      agreement,
      'generated',
      current ? 'Составлено соглашение с новым составом' : 'Составлено соглашение',
    );
  }
  await expectSending(work, group, dates.sendBy);
  return ok({ number });
});

async function supersede(work: Work, current: AgreementRow): Promise<boolean> {
  const state = nextState(current.state, 'supersede');
  if (!state || !(await agreementStore(work.tx).change(current, { state }))) return false;
  if (current.documentId) await revokeDocument(work, current.documentId);
  await tell(work, current, 'superseded', 'Соглашение заменяется новым: состав группы изменился');
  return true;
}

type Requisites = Pick<Parameters<typeof agreementData>[0], 'number' | 'datedOn' | 'sendBy' | 'signBy' | 'cycleTitle'>;

/** Prints the agreement: the frozen tree, and the document that is issued when it is sent. */
async function print(
  work: Work,
  group: GroupFacts,
  requisites: Requisites,
): Promise<Outcome<{ body: string; documentId: string }>> {
  const { tx, today } = work;
  const regulation = await regulationOf(work, group);
  const coordinator = group.coordinatorId ? await personFacts(tx, group.coordinatorId, today) : null;
  const order = await compositionOrder(tx, group.id);
  const data = agreementData({
    ...requisites,
    group,
    order: { number: order?.number ?? '', datedOn: order?.datedOn ?? null },
    parties: await signingParties(work, group),
    operator: operatorParty(regulation),
    coordinator: coordinator?.person ?? null,
    coordinatorPost: coordinator?.places[0]?.post ?? 'Координатор',
  });
  const template = documentTemplate(regulation, 'agreement');
  const rendered = renderDocument({ ...template, title: `${template.title} № ${requisites.number}` }, data);
  if (!rendered.ok) return refuse(refusals.template(rendered.error.line, rendered.error.message));
  const kept = await issueDocument(work, {
    kind: 'agreement',
    number: requisites.number,
    datedOn: requisites.datedOn,
    title: template.title,
    regionId: group.regionId,
    groupId: group.id,
    fileName: `Соглашение № ${requisites.number} от ${formatShort(requisites.datedOn)}`,
    tree: rendered.value,
    verified: true,
    draft: true,
  });
  if (!kept.ok) return kept;
  return ok({ body: JSON.stringify(rendered.value satisfies DocumentTree), documentId: kept.value.id });
}

/** The sides that unite; one without a head has nobody to sign for it. */
async function signingParties(work: Work, group: GroupFacts): Promise<SigningParty[]> {
  const parties = await printedParties(work, unitingTeams(group), { signing: true });
  return parties.filter((party): party is SigningParty => party.head !== null);
}
