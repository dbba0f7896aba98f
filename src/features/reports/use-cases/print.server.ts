import { activeTeams, type GroupTeam } from '#features/groups/index.ts';
import { documentTemplate, type RegulationDocument } from '#features/regulation/index.ts';
import { organisations, people } from '#features/territory/index.server.ts';
import { today as dayOf } from '#kernel/dates.ts';
import { initialsWithLast } from '#kernel/names.ts';
import { formatPhone } from '#kernel/phones.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { documentPerson, renderDocument, toDocx } from '#platform/documents/index.server.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { maySeeFinal, maySeeInformation } from '../permissions.ts';
import { asDraft, finalData, informationData, reportFileName, type ReportParty } from '../print/reports.ts';
import { refusals } from '../rules.refusals.ts';
import { isOpen, isSubmitted } from '../rules.states.ts';
import type { FinalReport } from '../store.server.ts';
import { reachGroup, regulationOf, summingUp } from './access.server.ts';
import { groupResult, resultOf, type GroupResult } from './figures.server.ts';

/** The information report of a developing team as a DOCX by the regulation's text; a draft says that it is one. */
export const printInformation = query(async (work, { groupId, teamId }: { groupId: string; teamId: string | null }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const known = await summingUp(work, facts);
  const team = activeTeams(facts, 'developing').find((one) => teamId === null || one.teamId === teamId);
  const report = known.informationReports.find((one) => one.teamId === team?.teamId) ?? null;
  if (!team || !maySeeInformation(work.actor, team, report?.state ?? null)) return refuse(notFound);
  const submitted = report !== null && isSubmitted(report.state);
  const parties = await partiesOf(work, activeTeams(facts));
  const data = informationData({
    group: facts,
    team: partyOf(parties, team),
    parties,
    result: resultOf(report, known),
    goalsReached: report?.goalsReached ?? '',
    conclusions: report?.conclusions ?? '',
    datedOn: submitted && report.submittedAt ? dayOf(report.submittedAt) : null,
  });
  const bytes = await printed(await regulationOf(work, facts), 'information-report', data, !submitted);
  return bytes.ok
    ? ok({ name: reportFileName('Информационная справка', facts, !submitted), bytes: bytes.value })
    : bytes;
});

/** The final report of the group as a DOCX by the regulation's text; a draft says that it is one. */
export const printFinal = query(async (work, { groupId }: { groupId: string }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const known = await summingUp(work, facts);
  const report = known.finalReport;
  if (!maySeeFinal(work.actor, facts, report?.state ?? null)) return refuse(notFound);
  const draft = report === null || isOpen(report.state);
  const regulation = await regulationOf(work, facts);
  const parties = await partiesOf(work, activeTeams(facts));
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
    acceptance: await acceptanceOf(work, report),
  });
  const bytes = await printed(regulation, 'final-report', data, draft);
  return bytes.ok ? ok({ name: reportFileName('Итоговый отчёт', facts, draft), bytes: bytes.value }) : bytes;
});

async function printed(
  regulation: RegulationDocument,
  key: 'information-report' | 'final-report',
  data: Record<string, unknown>,
  draft: boolean,
): Promise<Outcome<Uint8Array>> {
  const template = documentTemplate(regulation, key);
  const rendered = renderDocument(draft ? asDraft(template) : template, data);
  if (!rendered.ok) return refuse(refusals.documentBroken(rendered.error.line, rendered.error.message));
  return ok(await toDocx(rendered.value));
}

async function partiesOf({ tx, today }: Work, teams: readonly GroupTeam[]): Promise<ReportParty[]> {
  const places = await organisations(tx, today).byIds(teams.map((team) => team.organisationId));
  const headOf = (team: GroupTeam) =>
    places.find((one) => one.id === team.organisationId)?.head?.personId ?? team.headPersonId;
  const heads = await people(tx).byIds(teams.map(headOf));
  return teams.map((team) => {
    const place = places.find((one) => one.id === team.organisationId);
    const head = heads.find((one) => one.id === headOf(team));
    return {
      teamId: team.teamId,
      standing: team.standing,
      name: place?.name ?? team.organisationName,
      shortName: team.organisationShortName,
      municipality: place?.municipalityName ?? '',
      address: place?.address ?? '',
      phones: (place?.phones ?? []).map(formatPhone),
      emails: place?.emails ?? [],
      actsOn: place?.actsOn ?? '',
      post: place?.head?.post ?? team.headPost,
      head: head ? documentPerson(head) : null,
    };
  });
}

function partyOf(parties: readonly ReportParty[], team: GroupTeam): ReportParty {
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
