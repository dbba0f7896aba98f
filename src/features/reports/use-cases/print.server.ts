import {
  giveIssued,
  issueDocument,
  marked,
  printTree,
  revokeDocument,
  type PrintedFile,
} from '#features/documents/index.server.ts';
import type { DocumentFormat, DocumentKind } from '#features/documents/index.ts';
import { printedParties, regulationOf } from '#features/groups/index.server.ts';
import { activeTeams, type GroupFacts, type GroupTeam, type Party } from '#features/groups/index.ts';
import { documentTemplate, type RegulationDocument } from '#features/regulation/index.ts';
import { people } from '#features/territory/index.server.ts';
import { today as dayOf } from '#kernel/dates.ts';
import { initialsWithLast } from '#kernel/names.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { renderDocument, type DocumentTree } from '#platform/documents/index.server.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { maySeeFinal, maySeeInformation } from '../permissions.ts';
import { finalData, informationData, reportFileName } from '../print/reports.ts';
import { refusals } from '../rules.refusals.ts';
import { isOpen, isSubmitted } from '../rules.states.ts';
import { reportStore, type FinalReport, type InformationReport } from '../store.server.ts';
import { reachGroup, summingUp, type SummingUp } from './access.server.ts';
import { groupResult, resultOf, type GroupResult } from './figures.server.ts';

interface Asked {
  readonly groupId: string;
  readonly format?: DocumentFormat;
}

/** The information report of a developing team: as it was submitted, or a draft, which says that it is one. */
export const printInformation = query(
  async (work, input: Asked & { teamId: string | null }): Promise<Outcome<PrintedFile>> => {
    const { groupId, teamId, format = 'docx' } = input;
    const reached = await reachGroup(work, groupId, 'view');
    if (!reached.ok) return reached;
    const facts = reached.value;
    const known = await summingUp(work, facts);
    const team = activeTeams(facts, 'developing').find((one) => teamId === null || one.teamId === teamId);
    const report = known.informationReports.find((one) => one.teamId === team?.teamId) ?? null;
    if (!team || !maySeeInformation(work.actor, team, report?.state ?? null)) return refuse(notFound);
    const submitted = report !== null && isSubmitted(report.state);
    if (submitted && report.documentId) return giveIssued(work, report.documentId, format);
    const tree = await informationTree(work, facts, known, team, report);
    if (!tree.ok) return tree;
    const name = reportFileName(informationTitle, facts, !submitted);
    return ok(await printTree(submitted ? tree.value : marked(tree.value), name, format));
  },
);

/** The final report of the group: as it was sent, accepted or received, or a draft, which says that it is one. */
export const printFinal = query(async (work, { groupId, format = 'docx' }: Asked): Promise<Outcome<PrintedFile>> => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const known = await summingUp(work, facts);
  const report = known.finalReport;
  if (!maySeeFinal(work.actor, facts, report?.state ?? null)) return refuse(notFound);
  const draft = report === null || isOpen(report.state);
  if (!draft && report.documentId) return giveIssued(work, report.documentId, format);
  const tree = await finalTree(work, facts, known);
  if (!tree.ok) return tree;
  const name = reportFileName(finalTitle, facts, draft);
  return ok(await printTree(draft ? marked(tree.value) : tree.value, name, format));
});

const informationTitle = 'Информационная справка';
const finalTitle = 'Итоговый отчёт';

/** Issues the information report that a team has just submitted. */
export async function issueInformation(work: Work, facts: GroupFacts, team: GroupTeam): Promise<Outcome<true>> {
  const known = await summingUp(work, facts);
  const report = known.informationReports.find((one) => one.teamId === team.teamId)!;
  const tree = await informationTree(work, facts, known, team, report);
  if (!tree.ok) return tree;
  const issued = await issueReport(work, facts, {
    kind: 'information-report',
    title: informationTitle,
    tree: tree.value,
  });
  if (!issued.ok) return issued;
  await reportStore(work.tx).attachInformation(report.id, issued.value.id);
  return ok(true);
}

/** Issues the final report at each of its steps: the mark of a later step stands on a paper of its own. */
export async function issueFinal(work: Work, facts: GroupFacts): Promise<Outcome<true>> {
  const known = await summingUp(work, facts);
  const report = known.finalReport!;
  const tree = await finalTree(work, facts, known);
  if (!tree.ok) return tree;
  if (report.documentId) await revokeDocument(work, report.documentId);
  const issued = await issueReport(work, facts, { kind: 'final-report', title: finalTitle, tree: tree.value });
  if (!issued.ok) return issued;
  await reportStore(work.tx).attachFinal(report.id, issued.value.id);
  return ok(true);
}

function issueReport(
  work: Work,
  facts: GroupFacts,
  report: { readonly kind: DocumentKind; readonly title: string; readonly tree: DocumentTree },
) {
  const { regionId, id: groupId } = facts;
  const fileName = reportFileName(report.title, facts, false);
  return issueDocument(work, {
    ...report,
    number: '',
    datedOn: work.today,
    regionId,
    groupId,
    fileName,
    verified: false,
  });
}

async function informationTree(
  work: Work,
  facts: GroupFacts,
  known: SummingUp,
  team: GroupTeam,
  report: InformationReport | null,
): Promise<Outcome<DocumentTree>> {
  const submitted = report !== null && isSubmitted(report.state);
  const parties = await printedParties(work, activeTeams(facts), { signing: true });
  const data = informationData({
    group: facts,
    team: partyOf(parties, team),
    parties,
    result: resultOf(report, known),
    goalsReached: report?.goalsReached ?? '',
    conclusions: report?.conclusions ?? '',
    datedOn: submitted && report.submittedAt ? dayOf(report.submittedAt) : null,
  });
  return treeOf(await regulationOf(work, facts), 'information-report', data);
}

async function finalTree(work: Work, facts: GroupFacts, known: SummingUp): Promise<Outcome<DocumentTree>> {
  const report = known.finalReport;
  const draft = report === null || isOpen(report.state);
  const regulation = await regulationOf(work, facts);
  const parties = await printedParties(work, activeTeams(facts), { signing: true });
  const writers = activeTeams(facts, 'experienced');
  const writer = writers.find((team) => team.teamId === report?.teamId) ?? writers[0];
  if (!writer) return refuse(notFound);
  const data = finalData({
    group: facts,
    team: partyOf(parties, writer),
    parties,
    result: draft ? groupResult(facts, known, regulation) : (report.figures as GroupResult),
    texts: {
      assessment: report?.assessment ?? '',
      relations: report?.relations ?? '',
      dynamics: report?.dynamics ?? '',
      recommendations: report?.recommendations ?? '',
    },
    scale: regulation.supervision.scale,
    datedOn: draft || !report.sentAt ? null : dayOf(report.sentAt),
    acceptance: await acceptanceOf(work, draft ? null : report),
  });
  return treeOf(regulation, 'final-report', data);
}

function treeOf(
  regulation: RegulationDocument,
  key: 'information-report' | 'final-report',
  data: Record<string, unknown>,
): Outcome<DocumentTree> {
  const rendered = renderDocument(documentTemplate(regulation, key), data);
  return rendered.ok ? rendered : refuse(refusals.documentBroken(rendered.error.line, rendered.error.message));
}

function partyOf(parties: readonly Party[], team: GroupTeam): Party {
  return parties.find((party) => party.teamId === team.teamId)!;
}

async function acceptanceOf({ tx }: Work, report: FinalReport | null) {
  const ids = [report?.acceptedBy, report?.receivedBy].filter((id): id is string => Boolean(id));
  const found = new Map((await people(tx).byIds(ids)).map((person) => [person.id, initialsWithLast(person)]));
  return {
    acceptedOn: report?.acceptedAt ? dayOf(report.acceptedAt) : null,
    acceptedBy: found.get(report?.acceptedBy ?? '') ?? '',
    receivedOn: report?.receivedAt ? dayOf(report.receivedAt) : null,
    receivedBy: found.get(report?.receivedBy ?? '') ?? '',
  };
}
