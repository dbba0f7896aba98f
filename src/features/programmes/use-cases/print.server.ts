import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { documentTemplate } from '#features/regulation/index.ts';
import { organisations, people } from '#features/territory/index.server.ts';
import { initialsWithLast } from '#kernel/names.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { documentPerson, renderDocument, toDocx } from '#platform/documents/index.server.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { programmeDocument, programmeFileName, type ProgrammeParty } from '../print/programme.ts';
import { refusals } from '../rules.refusals.ts';
import { inForce } from '../rules.ts';
import { markStore } from '../store.marks.server.ts';
import { programmeStore, type ProgrammeHead } from '../store.server.ts';
import { isInWork, reachGroup, regulationOf } from './access.server.ts';
import { presentVersion } from './presenting.server.ts';

/** The programme as a DOCX by the regulation's own text: the asked version, or the one in force, or the one in work. */
export const printProgramme = query(async (work, { groupId, version }: { groupId: string; version: number | null }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const group = reached.value;
  const store = programmeStore(work.tx);
  const versions = await store.versions(groupId);
  const head = version
    ? versions.find((candidate) => candidate.version === version)
    : (versions.find((candidate) => candidate.state === inForce) ?? versions.find(isInWork));
  if (!head) return refuse(notFound);
  const regulation = await regulationOf(work, group);
  const whole = await store.whole(head);
  const marks = await markStore(work.tx).ofGroup(groupId);
  const { rows } = presentVersion(group, whole, marks, regulation);
  const [parties, approval] = [await partiesOf(work, group), await approvalOf(work, group, head)];
  const data = programmeDocument({ version: whole, rows, regulation, parties, approval });
  const rendered = renderDocument(documentTemplate(regulation, 'programme'), data);
  if (!rendered.ok) return refuse(refusals.documentBroken(rendered.error.line, rendered.error.message));
  return ok({ name: programmeFileName(group, whole), bytes: await toDocx(rendered.value) });
});

async function partiesOf({ tx, today }: Work, group: GroupFacts): Promise<ProgrammeParty[]> {
  const active = activeTeams(group);
  const places = await organisations(tx, today).byIds(active.map((team) => team.organisationId));
  const heads = await people(tx).byIds(active.map((team) => team.headPersonId));
  return active.map((team) => {
    const head = heads.find((person) => person.id === team.headPersonId);
    return {
      teamId: team.teamId,
      standing: team.standing,
      name: places.find((place) => place.id === team.organisationId)?.name ?? team.organisationName,
      shortName: team.organisationShortName,
      post: team.headPost,
      head: head ? documentPerson(head) : null,
    };
  });
}

/** Who approves: the curator who has, or the one who will. */
async function approvalOf({ tx, today }: Work, group: GroupFacts, head: ProgrammeHead) {
  const curators = await people(tx).holders('municipal-curator', group.municipalityId, today);
  const curator = curators.find((holder) => holder.personId === head.approvedBy) ?? curators[0];
  const person = await people(tx).byId(head.approvedBy ?? curator?.personId ?? '00000000-0000-0000-0000-000000000000');
  return {
    post: curator?.post || 'муниципальный куратор',
    name: person ? initialsWithLast(person) : '',
    datedOn: head.approvedOn,
  };
}
