import type { GroupFacts, Party } from '#features/groups/index.ts';
import { decapitalise } from '#kernel/text.ts';
import type { ProgrammeHead } from '../store.server.ts';
import type { Differences } from '../use-cases/compare.server.ts';
import type { ProgrammeApproval } from './programme.ts';

const whatHappened = { added: 'добавлено', cancelled: 'отменено', restored: 'возвращено' } as const;

/** Data of the amendment sheet (D-A.amend): what an amendment changes in the version in force, in the names of its text. */
export function amendmentSheetData(sheet: {
  readonly group: Pick<GroupFacts, 'title'>;
  readonly number: number;
  readonly before: ProgrammeHead;
  readonly after: ProgrammeHead;
  readonly differences: Differences;
  readonly parties: readonly Party[];
  readonly approval: ProgrammeApproval;
}): Record<string, unknown> {
  const { group, number, before, after, differences, parties, approval } = sheet;
  return {
    approval,
    number,
    before: { version: before.version, approvedOn: before.approvedOn },
    after: { version: after.version },
    summary: decapitalise(after.summary).replace(/[.\s]+$/, ''),
    group: { title: group.title },
    general: differences.general,
    changes: differences.changes.flatMap(rowsOf),
    experienced: parties.filter((party) => party.standing === 'experienced'),
    developing: parties.filter((party) => party.standing === 'developing'),
  };
}

/** A changed activity takes a row a field; an added or cancelled one takes one, with its dates. */
function rowsOf(change: Differences['changes'][number]) {
  const { kind, title, due, fields } = change;
  if (kind === 'changed') {
    return fields.map(({ label, before, after }) => ({ title, what: decapitalise(label), before, after }));
  }
  const gone = kind === 'cancelled';
  return [{ title, what: whatHappened[kind], before: gone ? due : '', after: gone ? '' : due }];
}
