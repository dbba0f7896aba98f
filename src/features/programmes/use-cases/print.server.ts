import {
  giveIssued,
  issueDocument,
  marked,
  printTree,
  revokeDocument,
  type PrintedFile,
} from '#features/documents/index.server.ts';
import type { DocumentFormat } from '#features/documents/index.ts';
import { printedParties, regulationOf } from '#features/groups/index.server.ts';
import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { documentTemplate, type RegulationDocument } from '#features/regulation/index.ts';
import { people } from '#features/territory/index.server.ts';
import { formatDate } from '#kernel/dates.ts';
import { initialsWithLast } from '#kernel/names.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { renderDocument, type DocumentTree } from '#platform/documents/index.server.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { amendmentSheetData } from '../print/amendment.ts';
import { programmeDocument, programmeFileName, sheetFileName } from '../print/programme.ts';
import { refusals } from '../rules.refusals.ts';
import { inForce } from '../rules.ts';
import { markStore, type MarkRow } from '../store.marks.server.ts';
import { programmeStore, type ProgrammeHead } from '../store.server.ts';
import { isInWork, reachGroup } from './access.server.ts';
import { amendedBy, differences } from './compare.server.ts';
import { presentVersion } from './presenting.server.ts';

interface Asked {
  readonly groupId: string;
  readonly format?: DocumentFormat;
}

/**
 * The programme by the regulation's own text: the asked version, or the one in force, or the one in work. An approved
 * one is given out as it was approved; `marks` prints it live with what has been done since.
 */
export const printProgramme = query(
  async (work, input: Asked & { version: number | null; marks?: boolean }): Promise<Outcome<PrintedFile>> => {
    const { groupId, version, marks = false, format = 'docx' } = input;
    const reached = await reachGroup(work, groupId, 'view');
    if (!reached.ok) return reached;
    const group = reached.value;
    const versions = await programmeStore(work.tx).versions(groupId);
    const head = version
      ? versions.find((candidate) => candidate.version === version)
      : (versions.find((candidate) => candidate.state === inForce) ?? versions.find(isInWork));
    if (!head) return refuse(notFound);
    if (head.documentId && !marks) return giveIssued(work, head.documentId, format);
    const tree = await programmeTree(work, group, head, { marks });
    if (!tree.ok) return tree;
    const name = programmeFileName(group, head);
    if (marks) {
      const live = marked(tree.value, `С отметками о выполнении на ${formatDate(work.today)}`);
      return ok(await printTree(live, `${name}, с отметками`, format));
    }
    return ok(await printTree(head.approvedOn ? tree.value : marked(tree.value), name, format));
  },
);

/** What an amendment changes in the version before it: as it was approved, or the draft of it. */
export const printAmendment = query(
  async (
    work,
    { groupId, version, format = 'docx' }: Asked & { version: number | null },
  ): Promise<Outcome<PrintedFile>> => {
    const reached = await reachGroup(work, groupId, 'view');
    if (!reached.ok) return reached;
    const group = reached.value;
    const versions = await programmeStore(work.tx).versions(groupId);
    const head = versions.find((candidate) => candidate.version === version);
    const before = head && amendedBy(versions, head);
    if (!head || !before) return refuse(notFound);
    if (head.amendmentDocumentId) return giveIssued(work, head.amendmentDocumentId, format);
    const number = sheetNumber(versions, head);
    const tree = await sheetTree(work, group, { number, before, after: head });
    if (!tree.ok) return tree;
    const name = sheetFileName(group, number, head);
    return ok(await printTree(head.approvedOn ? tree.value : marked(tree.value), name, format));
  },
);

/** Issues the programme that has just been approved and, of an amendment, the sheet of what it changes in `before`. */
export async function issueProgramme(
  work: Work,
  group: GroupFacts,
  head: ProgrammeHead,
  before: ProgrammeHead | null,
): Promise<Outcome<true>> {
  const store = programmeStore(work.tx);
  const common = { datedOn: work.today, regionId: group.regionId, groupId: group.id, verified: false };
  const tree = await programmeTree(work, group, head);
  if (!tree.ok) return tree;
  const programme = await issueDocument(work, {
    ...{ ...common, kind: 'programme', number: String(head.version), title: 'Программа менторского сопровождения' },
    ...{ fileName: programmeFileName(group, head), tree: tree.value },
  });
  if (!programme.ok) return programme;
  let amendmentDocumentId: string | null = null;
  if (before) {
    const number = sheetNumber(await store.versions(group.id), head);
    const sheet = await sheetTree(work, group, { number, before, after: head });
    if (!sheet.ok) return sheet;
    const issued = await issueDocument(work, {
      ...{ ...common, kind: 'amendment-sheet', number: String(number), title: 'Лист изменений программы' },
      ...{ fileName: sheetFileName(group, number, head), tree: sheet.value },
    });
    if (!issued.ok) return issued;
    amendmentDocumentId = issued.value.id;
    for (const id of [before.documentId, before.amendmentDocumentId]) if (id) await revokeDocument(work, id);
  }
  await store.attach(head.id, { documentId: programme.value.id, amendmentDocumentId });
  return ok(true);
}

async function programmeTree(
  work: Work,
  group: GroupFacts,
  head: ProgrammeHead,
  { marks = false } = {},
): Promise<Outcome<DocumentTree>> {
  const regulation = await regulationOf(work, group);
  const whole = await programmeStore(work.tx).whole(head);
  const given = marks ? await markStore(work.tx).ofGroup(group.id) : new Map<string, MarkRow>();
  const { rows } = presentVersion(group, whole, given, regulation);
  const [parties, approval] = [await printedParties(work, activeTeams(group)), await approvalOf(work, group, head)];
  const data = programmeDocument({ version: whole, rows, regulation, parties, approval });
  return treeOf(regulation, 'programme', data);
}

/** Amendments are numbered as they were approved; one that was withdrawn has no number. */
const sheetNumber = (versions: readonly ProgrammeHead[], { version }: ProgrammeHead): number =>
  versions.filter((one) => one.version < version && one.approvedOn !== null).length;

async function sheetTree(
  work: Work,
  group: GroupFacts,
  sheet: { readonly number: number; readonly before: ProgrammeHead; readonly after: ProgrammeHead },
): Promise<Outcome<DocumentTree>> {
  const { before, after } = sheet;
  const [parties, approval] = [await printedParties(work, activeTeams(group)), await approvalOf(work, group, after)];
  const found = await differences(work, group, before, after);
  const data = amendmentSheetData({ ...sheet, group, differences: found, parties, approval });
  return treeOf(await regulationOf(work, group), 'amendment-sheet', data);
}

function treeOf(
  regulation: RegulationDocument,
  key: 'programme' | 'amendment-sheet',
  data: Record<string, unknown>,
): Outcome<DocumentTree> {
  const rendered = renderDocument(documentTemplate(regulation, key), data);
  return rendered.ok ? rendered : refuse(refusals.documentBroken(rendered.error.line, rendered.error.message));
}

/** Who approves: the curator who has, or the one who will. */
async function approvalOf({ tx, today }: Work, group: GroupFacts, head: ProgrammeHead) {
  const curators = await people(tx).holders('municipal-curator', group.municipalityId, today);
  const curator = curators.find((holder) => holder.personId === head.approvedBy) ?? curators[0];
  const person = await people(tx).byId(head.approvedBy ?? curator?.personId ?? '00000000-0000-0000-0000-000000000000');
  return {
    post: curator?.post || 'муниципальный куратор',
    place: group.municipalityName,
    name: person ? initialsWithLast(person) : '',
    datedOn: head.approvedOn,
  };
}
