import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Role } from '#kernel/roles.ts';
import { newId } from '#platform/ids.server.ts';
import type { Context, Transaction } from '#platform/use-case.server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { docxText } from '#tests/docx.ts';
import {
  addMeasure,
  beginEdit,
  beginOverlayEdit,
  clausesInForce,
  closeCycle,
  compareVersions,
  currentCycle,
  cycleById,
  cycles,
  editCycle,
  editMeasure,
  installRegion,
  markMeasure,
  openCycle,
  ownOverlay,
  publishDirections,
  publishDocument,
  documentFields,
  previewDocument,
  restoreDocument,
  trialDocument,
  viewTextHistory,
  publishOverlay,
  publishTerms,
  regulationInForce,
  remindOfMilestones,
  removeMeasure,
  versionsInForce,
  viewCycle,
  viewCycles,
  viewDocument,
  viewMeasure,
  viewMeasures,
  viewRegulation,
  viewVersions,
} from './index.server.ts';

const now = new Date('2026-10-05T09:00:00Z');
const terms = {
  minMonths: 3,
  maxMonths: 12,
  extensionMaxMonths: 12,
  extensionTimes: 1,
  daysToSumUp: 30,
  coordinatorEmployer: 'operator' as const,
};

let test_: TestDatabase;
let region: string;
let kalach: string;
let dubovka: string;
let kamyshin: string;
let school: string;

async function unit(
  kind: string,
  name: string,
  parent: string | null,
  path: string,
  regionId: string,
  id = newId(),
): Promise<string> {
  await test_.database
    .insertInto('unit')
    .values({ id, parentId: parent, regionId, path, kind, name, shortName: name, createdAt: now })
    .execute();
  return id;
}

async function aRegion(code: string): Promise<{ region: string; kalach: string; dubovka: string; kamyshin: string }> {
  const id = newId();
  await unit('region', `Волгоградская область ${code}`, null, code, id, id);
  return {
    region: id,
    kalach: await unit('municipal-district', 'Калачёвский муниципальный район', id, `${code}.kalach`, id),
    dubovka: await unit('municipal-district', 'Дубовский муниципальный район', id, `${code}.dubovka`, id),
    kamyshin: await unit('city-district', 'городской округ Камышин', id, `${code}.kamyshin`, id),
  };
}

function actor(role: Role, unitId = region, unitPath = 'r1', regionId = region): Actor {
  return {
    personId: '',
    fullName: 'Седова Анна Ильинична',
    post: '',
    role,
    grantId: '',
    unitId,
    unitPath,
    unitName: '',
    regionId,
    organisationId: null,
  };
}

const context = (who: Actor = actor('operator'), at = now): Context => ({
  actor: who,
  now: at,
  database: test_.database,
});
const inTransaction = <Value>(run: (tx: Transaction) => Promise<Value>): Promise<Value> =>
  test_.database.transaction().execute(run);

function value<Value>(outcome: { ok: true; value: Value } | { ok: false; error: { message: string } }): Value {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

const lastNumber = async (who = actor('operator')): Promise<number> =>
  value(await viewVersions(context(who), {}))[0]!.number;

beforeAll(async () => {
  test_ = await createTestDatabase({ connections: 20 });
  ({ region, kalach, dubovka, kamyshin } = await aRegion('r1'));
  school = await unit('organisation', 'МОУ СШ № 1', kalach, 'r1.kalach.s1', region);
  expect((await clausesInForce(test_.database, null)).term.text).toBe('п.\u00a02.6 Положения');
  value(await installRegion(context(), { code: 'volgograd', regionId: region }));
});
afterAll(() => test_.close());

describe('installing', () => {
  test('a region is loaded once, by those who may, and only a known one', async () => {
    expect(await installRegion(context(), { code: 'volgograd', regionId: region })).toMatchObject({
      ok: false,
      error: { code: 'regulation.installed' },
    });
    expect(await installRegion(context(), { code: 'atlantis', regionId: region })).toMatchObject({
      ok: false,
      error: { field: 'region' },
    });
    expect(await installRegion(context(actor('committee')), { code: 'volgograd', regionId: region })).toMatchObject({
      ok: false,
      error: { kind: 'forbidden' },
    });
  });

  test('before anything is loaded in a region there is nothing to view', async () => {
    const empty = await aRegion('empty');
    const who = actor('operator', empty.region, 'empty', empty.region);
    expect(await viewRegulation(context(who), {})).toMatchObject({ ok: false, error: { code: 'regulation.absent' } });
    expect(await openCycle(context(who), { year: 2030 })).toMatchObject({
      ok: false,
      error: { code: 'regulation.absent' },
    });
    await expect(inTransaction((tx) => regulationInForce(tx, { unitId: empty.region }))).rejects.toThrow();
  });

  test('[K-1.7.coordinator] each territory works by its own regulation, down to its organisations', async () => {
    const employer = (unitId: string) =>
      inTransaction(async (tx) => (await regulationInForce(tx, { unitId })).coordinatorEmployer);
    expect(await Promise.all([region, kalach, dubovka, kamyshin, school].map(employer))).toEqual([
      'operator',
      'municipality',
      'operator',
      'operator',
      'municipality',
    ]);
    const curator = actor('municipal-curator', kalach, 'r1.kalach');
    expect(value(await ownOverlay(context(curator), {}))).toBe(kalach);
    expect(value(await ownOverlay(context(), {}))).toBeNull();
    const view = value(await viewRegulation(context(curator), { unitId: kalach }));
    expect(view).toMatchObject({
      mayEdit: false,
      territory: { name: 'Калачёвский муниципальный район', version: 1 },
      isLast: true,
    });
    expect(view.overlays).toHaveLength(2);
    expect(await viewRegulation(context(curator), { unitId: kamyshin })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    expect(await viewRegulation(context(curator), { number: 77 })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
  });
});

describe('publishing', () => {
  test('[K-2.5] an edit makes the next version, writes the journal, and the old version stays as it was', async () => {
    const { number, defaults } = value(await beginEdit(context(), 'directions'));
    const split = (text: string) => text.split('\n').filter(Boolean);
    const directions = defaults.directions
      .slice(0, -1)
      .map((one) => ({ ...one, aliases: split(one.aliases), workingGroup: split(one.workingGroup) }));
    const published = value(await publishDirections(context(), { basedOn: number, note: 'Приказ № 5', directions }));
    expect(published.number).toBe(number + 1);
    const difference = value(await compareVersions(context(), { from: number + 1, to: number }));
    expect(difference).toMatchObject({
      from: { number },
      to: { number: number + 1, note: 'Приказ № 5' },
      parts: ['Направления'],
    });
    expect(difference.changes).toHaveLength(1);
    const [first, last] = await inTransaction(
      async (tx) =>
        [
          await regulationInForce(tx, { versionId: difference.from.id }),
          await regulationInForce(tx, { unitId: region }),
        ] as const,
    );
    expect(first.directions.at(-1)!.archived).toBeUndefined();
    expect(last.directions.at(-1)!.archived).toBe(true);
    const told = await test_.database
      .selectFrom('journalEntry')
      .select('summary')
      .where('action', '=', 'version-published')
      .execute();
    expect(told.map(({ summary }) => summary)).toContain(`Опубликована версия ${number + 1} положения: Направления`);
  });

  test('an edit without a change, by a stranger, or with a flaw leaves no version', async () => {
    const basedOn = await lastNumber();
    expect(await publishTerms(context(), { ...terms, basedOn, note: null })).toMatchObject({
      ok: false,
      error: { code: 'regulation.nothing-changed' },
    });
    expect(await publishTerms(context(), { ...terms, minMonths: 14, basedOn, note: null })).toMatchObject({
      ok: false,
      error: { field: 'minMonths' },
    });
    for (const role of ['committee', 'municipal-curator', 'organisation-head'] as const) {
      expect(await publishTerms(context(actor(role)), { ...terms, maxMonths: 10, basedOn, note: null })).toMatchObject({
        ok: false,
        error: { kind: 'forbidden' },
      });
      expect(await beginEdit(context(actor(role)), 'terms')).toMatchObject({ ok: false });
    }
    expect(await lastNumber()).toBe(basedOn);
  });

  test('a stale edit is refused with what the others changed', async () => {
    const basedOn = await lastNumber();
    value(await publishTerms(context(), { ...terms, daysToSumUp: 40, basedOn, note: null }));
    const late = await publishTerms(context(), { ...terms, maxMonths: 11, basedOn, note: null });
    expect(late).toMatchObject({
      ok: false,
      error: { kind: 'conflict', clause: 'platform-conflict', theirs: { number: basedOn + 1 } },
    });
    expect(late).toMatchObject({ error: { theirs: { changes: [{ part: 'Сроки', before: '30', after: '40' }] } } });
  });

  test('of twenty who publish at once exactly one succeeds', async () => {
    const basedOn = await lastNumber();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, days) =>
        publishTerms(context(), { ...terms, daysToSumUp: 60 + days, basedOn, note: null }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((one) => !one.ok && one.error.kind === 'conflict')).toHaveLength(19);
    expect(await lastNumber()).toBe(basedOn + 1);
  });

  test('a version stored before a document was printed has the text that comes with the program, and may change it', async () => {
    const last = await test_.database
      .selectFrom('regulationVersion')
      .innerJoin('regulation', 'regulation.id', 'regulationVersion.regulationId')
      .select(['regulationVersion.regulationId', 'regulationVersion.content', 'regulationVersion.number'])
      .where('regulation.unitId', '=', region)
      .orderBy('regulationVersion.number', 'desc')
      .executeTakeFirstOrThrow();
    const { documents, ...rest } = last.content as { documents: Record<string, unknown> };
    const {
      'teams-registry': _registry,
      'amendment-sheet': _sheet,
      'orders-register': _orders,
      ...earlier
    } = documents;
    await test_.database
      .insertInto('regulationVersion')
      .values({
        ...{ id: newId(), regulationId: last.regulationId, number: last.number + 1, createdAt: now, note: '' },
        content: JSON.stringify({ ...rest, documents: earlier }),
      })
      .execute();
    for (const key of ['teams-registry', 'amendment-sheet', 'orders-register']) {
      const shown = value(await viewDocument(context(), { key }));
      expect(shown.html).toContain('sheet-page');
    }
    const text = { key: 'orders-register' as const, title: 'Реестр', note: null, basedOn: await lastNumber() };
    value(await publishDocument(context(), { ...text, body: '# Наш реестр\n\nВсего: {{ rows.size }}' }));
    expect(value(await viewDocument(context(), { key: 'orders-register' })).html).toContain('Наш реестр');
    const change = value(await compareVersions(context(), { from: last.number + 1, to: last.number + 2 }));
    expect(change.changes.map(({ title }) => title)).toEqual(['Реестр']);
  });

  test('the text of a document that cannot be printed is refused with its line', async () => {
    const basedOn = await lastNumber();
    const text = { key: 'service-memo' as const, title: 'Записка', basedOn, note: null };
    expect(await publishDocument(context(), { ...text, body: '# Записка\n\n{{ nobody.knows }}' })).toMatchObject({
      ok: false,
      error: { field: 'body', clause: 'documents' },
    });
    const body = '# Записка\n\nномер {{ memo.number }}';
    expect(value(await previewDocument(context(), { ...text, body })).html).toContain('номер 3');
    expect(value(await previewDocument(context(), { ...text, body: 'а\n\n{% for %}' }))).toMatchObject({
      html: null,
      wrong: { line: 3, text: '{% for %}' },
    });
    value(await publishDocument(context(), { ...text, body }));
    const curator = context(actor('municipal-curator', kalach, 'r1.kalach'));
    expect(value(await viewDocument(curator, { key: 'service-memo' }))).toMatchObject({
      title: 'Записка',
      body,
      mayEdit: false,
    });
    expect(await viewDocument(curator, { key: 'constructor' })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    expect(await previewDocument(curator, { ...text, body })).toMatchObject({
      ok: false,
      error: { kind: 'forbidden' },
    });
  });

  test.each([
    ['an unknown field', 'а\n{{ memo.nick }}', 2, 'В документе нет поля «memo.nick»'],
    [
      'an unknown field where the data do not go',
      'а\n{% if memo.number == "0" %}\n{{ memo.nick }}\n{% endif %}',
      3,
      'В документе нет поля «memo.nick»',
    ],
    [
      'an unknown field after «else»',
      '{% if memo %}а{% else %}{{ nobody }}{% endif %}',
      1,
      'В документе нет поля «nobody»',
    ],
    ['an unknown filter', 'а\n\nб {{ memo.number | прекрасно }}', 3, 'Нет фильтра «прекрасно»'],
    ['an unclosed command', 'а\n{% if memo %}\nб', 2, 'поставьте ниже {% endif %}'],
    ['an unclosed field', 'а\n{{ memo.number\nб', 2, 'поставьте }} в той же строке'],
    ['a link', 'а\n[б](javascript:alert(1))', 2, 'Ссылки в документе не действуют'],
    ['a loop over a name', '{% for x in memo.number %}{% endfor %}', 1, 'Повторять можно только список'],
    ['an unclosed block', 'а\n:::справа\nб', 2, 'поставьте после него строку «:::»'],
  ])('a typed text with %s names its line', async (_title, body, line, message) => {
    const typed = { key: 'service-memo' as const, title: 'Записка', body };
    const { html, wrong } = value(await previewDocument(context(), typed));
    expect(html).toBeNull();
    expect(wrong).toMatchObject({ line, text: body.split('\n')[line - 1]!.trim() });
    expect(wrong?.message).toContain(message);
    const published = await publishDocument(context(), { ...typed, basedOn: await lastNumber(), note: null });
    expect(published).toMatchObject({ error: { field: 'body', message: `Строка ${line}: ${wrong?.message}` } });
  });

  test('a typed text is tried on paper as DOCX and PDF before it is published', async () => {
    const typed = { key: 'service-memo' as const, title: 'Записка', body: '# Проба\n\nномер {{ memo.number }}' };
    const docx = value(await trialDocument(context(), { ...typed, format: 'docx' }));
    expect(docx.name).toBe('Проба. Записка.docx');
    expect(docxText(docx.bytes).join('\n')).toContain('номер 3');
    const pdf = value(await trialDocument(context(), { ...typed, format: 'pdf' }));
    expect(new TextDecoder('latin1').decode(pdf.bytes.slice(0, 5))).toBe('%PDF-');
    expect(await trialDocument(context(), { ...typed, body: '{{ nobody }}', format: 'pdf' })).toMatchObject({
      error: { field: 'body' },
    });
    const curator = context(actor('municipal-curator', kalach, 'r1.kalach'));
    expect(await trialDocument(curator, { ...typed, format: 'pdf' })).toMatchObject({ error: { kind: 'forbidden' } });
  });

  test('editions of one text have their differences; an earlier one is taken again as a new version', async () => {
    const key = 'early-finish-order' as const;
    const publishText = async (body: string) =>
      value(await publishDocument(context(), { key, title: 'Приказ', body, basedOn: await lastNumber(), note: null }));
    const first = await publishText('# Приказ\n\nпервая\n\nобщая');
    await publishText('# Приказ\n\nвторая\n\nобщая');
    value(await publishTerms(context(), { ...terms, daysToSumUp: 33, basedOn: await lastNumber(), note: null }));

    const history = value(await viewTextHistory(context(), { key }));
    // the version that changed only the terms is no edition of the text
    expect(history.editions[0]?.number).toBe(first.number + 1);
    expect(history.editions[0]?.differences?.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'первая' },
      { kind: 'added', text: 'вторая' },
    ]);
    expect(history.editions.at(-1)?.differences).toBeNull();

    const restored = value(
      await restoreDocument(context(), { key, number: first.number, basedOn: await lastNumber() }),
    );
    expect(restored.number).toBe(history.number + 1);
    expect(value(await viewDocument(context(), { key })).body).toBe('# Приказ\n\nпервая\n\nобщая');
    const after = value(await viewTextHistory(context(), { key }));
    expect(after.editions).toHaveLength(history.editions.length + 1);
    expect(after.editions[0]?.note).toBe(`Возвращён текст документа «Приказ» из версии ${first.number}`);

    expect(await restoreDocument(context(), { key, number: 999, basedOn: after.number })).toMatchObject({
      error: { kind: 'not-found' },
    });
    expect(await restoreDocument(context(), { key, number: 1, basedOn: first.number })).toMatchObject({
      error: { code: 'regulation.stale' },
    });
    const curator = context(actor('municipal-curator', kalach, 'r1.kalach'));
    expect(await restoreDocument(curator, { key, number: 1, basedOn: after.number })).toMatchObject({
      error: { kind: 'forbidden' },
    });
  });

  test('the list of fields shows what each comes to', async () => {
    const groups = value(await documentFields(context(), { key: 'agreement' }));
    const all = groups.flatMap(({ fields }) => fields);
    expect(all).toContainEqual({ code: '{{ agreement.number }}', example: '12' });
    expect(all).toContainEqual({ code: '{{ party.head | родительный }}', example: 'Лавровой Ольги Петровны' });
    expect(groups.find(({ title }) => title === 'party')?.loop?.code).toContain('{% for party in parties %}');
    expect(all.filter(({ example }) => example === '').map(({ code }) => code)).toEqual([]);
  });

  test('[K-1.7.coordinator] the operator gives a territory a regulation of its own; a stale one is refused', async () => {
    const begun = value(await beginOverlayEdit(context(), { unitId: kamyshin }));
    expect(begun).toMatchObject({ number: 0, overlay: null });
    const edit = {
      unitId: kamyshin,
      title: 'Положение городского округа Камышин',
      coordinatorEmployer: 'municipality' as const,
      basedOn: 0,
      note: null,
    };
    value(await publishOverlay(context(), edit));
    expect(await publishOverlay(context(), edit)).toMatchObject({ ok: false, error: { kind: 'conflict' } });
    expect(await publishOverlay(context(), { ...edit, basedOn: 1 })).toMatchObject({
      ok: false,
      error: { code: 'regulation.nothing-changed' },
    });
    expect(await publishOverlay(context(), { ...edit, unitId: school })).toMatchObject({
      ok: false,
      error: { field: 'unitId' },
    });
    expect(
      await publishOverlay(context(actor('municipal-curator', kamyshin, 'r1.kamyshin')), { ...edit, basedOn: 1 }),
    ).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
    expect(await inTransaction(async (tx) => (await regulationInForce(tx, { unitId: kamyshin })).title)).toBe(
      edit.title,
    );
    expect(await beginOverlayEdit(context(), { unitId: region })).toMatchObject({ ok: false });
  });
});

describe('cycles', () => {
  test('[V-milestones] a cycle is opened on the last version with its milestones and stays with it', async () => {
    expect(await inTransaction((tx) => currentCycle(tx, region))).toBeNull();
    expect(value(await viewCycles(context(), {}))).toMatchObject({ mayOpen: true, proposedYear: 2026, cycles: [] });
    expect(await openCycle(context(actor('municipal-curator', kalach, 'r1.kalach')), { year: 2026 })).toMatchObject({
      ok: false,
      error: { kind: 'forbidden' },
    });
    const { id } = value(await openCycle(context(), { year: 2026 }));
    expect(await openCycle(context(), { year: 2026 })).toMatchObject({
      ok: false,
      error: { field: 'year', kind: 'conflict' },
    });
    const cycle = (await inTransaction((tx) => currentCycle(tx, region)))!;
    expect(cycle).toMatchObject({
      id,
      year: 2026,
      title: '2026/27 учебный год',
      state: 'open',
      agreementSignBy: '2026-11-26',
    });
    expect(cycle.milestones).toHaveLength(9);
    expect(cycle.milestones[0]).toEqual({
      key: 'registry',
      title: 'Представить форму участников для регионального реестра',
      dueOn: '2026-10-31',
      role: 'municipal-curator',
      step: 1,
    });

    const basedOn = await lastNumber();
    value(await publishTerms(context(), { ...terms, maxMonths: 9, daysToSumUp: 90, basedOn, note: null }));
    const [ofCycle, last] = await inTransaction(
      async (tx) =>
        [
          await regulationInForce(tx, { cycleId: id, municipalityId: kalach }),
          await regulationInForce(tx, { unitId: kalach }),
        ] as const,
    );
    expect([ofCycle.term.maxMonths, last.term.maxMonths]).toEqual([12, 9]);
    expect(ofCycle.coordinatorEmployer).toBe('municipality');
    const pinned = await inTransaction((tx) => versionsInForce(tx, { cycleId: id, municipalityId: kalach }));
    expect(pinned.versionId).toBe(cycle.regulationVersionId);
    expect(await inTransaction((tx) => regulationInForce(tx, pinned))).toBe(ofCycle);
    const without = await inTransaction((tx) => versionsInForce(tx, { cycleId: id }));
    expect(without.overlayVersionId).toBeNull();
  });

  test('[V-milestones] the operator moves dates; those outside the cycle are refused; others cannot', async () => {
    const cycle = (await inTransaction((tx) => currentCycle(tx, region)))!;
    const { startsOn, endsOn, agreementSendBy, agreementSignBy, programmeDueOn } = cycle;
    const milestones = cycle.milestones.map(({ key, dueOn }) => ({
      key,
      dueOn: key === 'platform' ? '2026-11-28' : dueOn,
    }));
    const edit = {
      cycleId: cycle.id,
      startsOn,
      endsOn,
      agreementSendBy,
      agreementSignBy: '2026-11-27',
      programmeDueOn,
      milestones,
    };
    value(await editCycle(context(), edit));
    const moved = (await inTransaction((tx) => cycleById(tx, cycle.id)))!;
    expect(moved.agreementSignBy).toBe('2026-11-27');
    expect(moved.milestones.find(({ key }) => key === 'agreement-signed')!.dueOn).toBe('2026-11-27');
    expect(agreementSignBy).toBe('2026-11-26');
    expect(
      (await inTransaction((tx) => cycleById(tx, cycle.id)))!.milestones.find(({ key }) => key === 'platform')!.dueOn,
    ).toBe('2026-11-28');
    expect(await editCycle(context(), { ...edit, agreementSignBy: '2026-11-01' })).toMatchObject({
      ok: false,
      error: { field: 'agreementSignBy' },
    });
    expect(await editCycle(context(actor('committee')), edit)).toMatchObject({
      ok: false,
      error: { kind: 'forbidden' },
    });
    const foreign = await aRegion('r2');
    const stranger = actor('operator', foreign.region, 'r2', foreign.region);
    expect(await editCycle(context(stranger), edit)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
    expect(await viewCycle(context(stranger), { cycleId: cycle.id })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    expect(value(await viewCycle(context(), { cycleId: cycle.id }))).toMatchObject({ mayEdit: true });
    expect(value(await viewCycle(context(actor('committee')), { cycleId: cycle.id }))).toMatchObject({
      mayEdit: false,
    });
  });

  test('[V-milestones] the operator and the curators are reminded by letter, once', async () => {
    const person = newId();
    const columns = { lastName: 'Белов', firstName: 'Семён', patronymic: null, gender: 'male', createdAt: now };
    await test_.database
      .insertInto('person')
      .values({ id: person, ...columns })
      .execute();
    await test_.database
      .insertInto('account')
      .values({ personId: person, email: 'belov@example.org', createdAt: now })
      .execute();
    await test_.database
      .insertInto('roleGrant')
      .values({
        id: newId(),
        personId: person,
        role: 'municipal-curator',
        unitId: kalach,
        startsOn: '2026-01-01',
        grantedAt: now,
      })
      .execute();
    const weekBefore = new Date('2026-11-23T04:00:00Z');
    expect(await inTransaction((tx) => remindOfMilestones(tx, weekBefore))).toBe(1);
    expect(await inTransaction((tx) => remindOfMilestones(tx, weekBefore))).toBe(0);
    const letters = await test_.database.selectFrom('mailMessage').select(['toEmail', 'subject', 'body']).execute();
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({
      toEmail: 'belov@example.org',
      subject: 'Срок цикла: Провести установочную встречу команд с супервизией направления',
    });
    expect(letters[0]!.body).toContain('До 30\u00a0ноября');
  });

  test('twenty who open the same year make one cycle; a closed one is not changed', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => openCycle(context(), { year: 2027 })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const opened = outcomes.find(({ ok }) => ok)!;
    const cycleId = value(opened).id;
    expect((await inTransaction((tx) => currentCycle(tx, region)))!.year).toBe(2027);
    value(await closeCycle(context(), { cycleId }));
    expect(await closeCycle(context(), { cycleId })).toMatchObject({
      ok: false,
      error: { code: 'regulation.cycle-closed' },
    });
    expect((await inTransaction((tx) => currentCycle(tx, region)))!.year).toBe(2026);
    expect(await inTransaction((tx) => cycles(tx, region))).toHaveLength(2);
  });
});

describe('the plan of measures', () => {
  const curator = () => actor('municipal-curator', kalach, 'r1.kalach');

  test('[K-P.plan] a cycle starts with the plan of each territory’s regulation', async () => {
    const plan = value(await viewMeasures(context(curator()), {}));
    expect(plan).toMatchObject({ unit: { id: kalach }, mayEdit: true, cycle: { year: 2026 } });
    expect(plan.measures).toHaveLength(10);
    expect(plan.measures[0]).toMatchObject({
      number: 1,
      due: { kind: 'month', month: '2026-10' },
      dueEndsOn: '2026-10-31',
      doneOn: null,
    });
    expect(value(await viewMeasures(context(), {})).unit.id).toBe(region);
    expect(value(await viewMeasures(context(), { unitId: kamyshin })).measures).toEqual([]);
    expect(value(await viewMeasures(context(actor('organisation-head', school, 'r1.kalach.s1')), {}))).toMatchObject({
      unit: { id: kalach },
      mayEdit: false,
    });
  });

  test('[K-P.plan] the curator adds, changes, marks and removes a measure; the date is typed in words', async () => {
    const cycleId = value(await viewMeasures(context(curator()), {})).cycle!.id;
    const typed = {
      unitId: kalach,
      cycleId,
      title: 'Конкурс команд',
      responsible: 'Куратор',
      due: 'март – апрель 2027 г.',
      note: null,
    };
    const { id } = value(await addMeasure(context(curator()), typed));
    const added = value(await viewMeasure(context(curator()), { measureId: id })).measure;
    expect(added).toMatchObject({
      number: 11,
      due: { kind: 'span', from: '2027-03', to: '2027-04' },
      dueEndsOn: '2027-04-30',
      revision: 1,
    });
    value(
      await editMeasure(context(curator()), { ...typed, measureId: id, revision: 1, due: 'весь период', note: 'Очно' }),
    );
    const stale = await editMeasure(context(curator()), { ...typed, measureId: id, revision: 1 });
    expect(stale).toMatchObject({ ok: false, error: { kind: 'conflict', theirs: { revision: 2, note: 'Очно' } } });
    expect(await markMeasure(context(curator()), { measureId: id, revision: 2, doneOn: '2027-01-01' })).toMatchObject({
      ok: false,
      error: { field: 'doneOn', clause: 'measures' },
    });
    value(await markMeasure(context(curator()), { measureId: id, revision: 2, doneOn: '2026-10-04' }));
    expect(value(await viewMeasure(context(curator()), { measureId: id })).measure.doneOn).toBe('2026-10-04');
    value(await removeMeasure(context(curator()), { measureId: id, revision: 3 }));
    expect(await viewMeasure(context(curator()), { measureId: id })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
  });

  test('[K-P.plan] a strange date, a foreign plan and a foreign cycle are refused', async () => {
    const typed = {
      unitId: kalach,
      cycleId: null,
      title: 'Конкурс',
      responsible: 'Куратор',
      due: 'когда рак свистнет',
      note: null,
    };
    expect(await addMeasure(context(curator()), typed)).toMatchObject({ ok: false, error: { field: 'due' } });
    expect(await addMeasure(context(curator()), { ...typed, unitId: dubovka })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    expect(await addMeasure(context(), { ...typed, due: 'октябрь 2026 г.' })).toMatchObject({
      ok: false,
      error: { kind: 'forbidden' },
    });
    expect(await addMeasure(context(curator()), { ...typed, cycleId: newId(), due: 'октябрь 2026 г.' })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    const foreign = value(await viewMeasures(context(), { unitId: dubovka })).measures[0]!;
    expect(await markMeasure(context(curator()), { measureId: foreign.id, revision: 1, doneOn: null })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    for (const unitId of ['nonsense', newId()])
      expect(await viewMeasures(context(curator()), { unitId })).toMatchObject({
        ok: false,
        error: { kind: 'not-found' },
      });
    expect(await viewMeasure(context(curator()), { measureId: 'nonsense' })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    expect(await viewCycle(context(), { cycleId: 'nonsense' })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    expect(await beginOverlayEdit(context(), { unitId: 'nonsense' })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    expect(await viewMeasures(context(curator()), { unitId: school })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
  });

  test('[K-P.plan] of twenty who mark the same measure exactly one succeeds, and twenty added at once are numbered in a row', async () => {
    const measure = value(await viewMeasures(context(), {})).measures[0]!;
    const marks = await Promise.all(
      Array.from({ length: 20 }, () =>
        markMeasure(context(), { measureId: measure.id, revision: 1, doneOn: '2026-10-05' }),
      ),
    );
    expect(marks.filter(({ ok }) => ok)).toHaveLength(1);
    const typed = {
      unitId: region,
      cycleId: measure.cycleId,
      title: 'Ещё одно',
      responsible: 'Оператор',
      due: 'декабрь 2026 г.',
      note: null,
    };
    for (const added of await Promise.all(Array.from({ length: 20 }, () => addMeasure(context(), typed)))) value(added);
    const numbers = value(await viewMeasures(context(), {})).measures.map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 27 }, (_, index) => index + 1));
  });
});

test('citations follow the last version of the region', async () => {
  const clauses = await clausesInForce(test_.database, region);
  expect(clauses.term).toEqual({ number: '2.6', text: 'п.\u00a02.6 Положения', href: '/regulation#2.6' });
  expect(await clausesInForce(test_.database, region)).toBe(clauses);
  expect((await clausesInForce(test_.database, newId())).order.number).toBe('3.1');
});
