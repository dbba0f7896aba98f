import type { Direction } from '#features/regulation/index.ts';
import type { Paper } from '#kernel/paper.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { formOf, insteadOf, otherThanProgramme } from './rules.forms.ts';
import { byStages, directionsOf, periodOf, resolved, sideOf, textOf } from './rules.programme-fields.ts';
import type { Notes, ReadActivity, ReadProgramme } from './rules.programme-found.ts';
import { bySides, isEmpty } from './rules.programme-general.ts';
import { groupOf, officialOf } from './rules.programme-groups.ts';
import { isTooLarge, takeApart, titled } from './rules.programme-parts.ts';
import { PlanReader } from './rules.programme-plan.ts';
import type { FoundActivity } from './rules.programme-rows.ts';
import { titleFields } from './rules.programme-title.ts';

export type { ReadActivity, ReadMember, ReadProgramme } from './rules.programme-found.ts';

const tooLarge = 'Файл слишком велик для программы одной группы: оставьте в нём только её и загрузите ещё раз';

/**
 * Reads a mentoring programme, both parts, as municipalities write it. The error is one Russian sentence: the file is
 * no programme. Everything uncertain or missing is a doubt with its place.
 */
export function readProgramme(paper: Paper, directions: readonly Direction[]): Result<ReadProgramme, string> {
  if (isTooLarge(paper)) return fail(tooLarge);
  const { general, plan, several, left } = takeApart(paper);
  const notes: Notes = { places: {}, doubts: [] };
  const stated = general.fields.flatMap(bySides).map(resolved);
  const fields = [...stated, ...titleFields(paper, stated, notes)];
  const period = periodOf(fields, notes);
  const whole = period.from !== null && period.to !== null ? { from: period.from, to: period.to } : null;
  const reader = new PlanReader(whole);
  for (const part of plan) {
    if (typeof part === 'string') reader.stages.heading(part);
    else reader.table(part);
  }
  const { activities, doubts } = reader.finish();
  const stages = reader.stages.whole;
  const planned = whole === null && stages !== null ? byStages(period, stages, notes) : period;
  const kinds = new Set(
    stated.filter((field) => !isEmpty(field)).map((field) => `${field.kind} ${field.standing ?? ''}`),
  );
  const known = [...kinds].filter((kind) => !kind.startsWith('other')).length;
  const refused = whyNoProgramme({
    activities: activities.length,
    known,
    titled: titled(paper),
    staged: reader.stages.now !== null,
    kinds,
  });
  const form = refused === null ? otherThanProgramme(paper.blocks, activities.length) : formOf(paper);
  if (form !== null && form !== 'programme') return fail(`Это не менторская программа: ${insteadOf(form)}`);
  if (refused !== null) return fail(refused);

  const value = {
    kind: 'programme' as const,
    developing: sideOf('developing', fields, notes),
    experienced: sideOf('experienced', fields, notes),
    directions: directionsOf(fields, directions, notes),
    period: planned,
    goals: textOf('goals', fields, notes),
    meetings: textOf('meetings', fields, notes),
    broadcast: textOf('broadcast', fields, notes),
    workingGroups: {
      developing: groupOf('developing', fields, notes),
      experienced: groupOf('experienced', fields, notes),
    },
    operator: officialOf('operator', fields, notes),
    curator: officialOf('curator', fields, notes),
    activities: activities.map((activity, index) => activityOf(activity, index, notes)),
  };
  if (several)
    notes.doubts.unshift({
      path: '',
      message: 'В файле несколько программ: прочитана первая. Остальные загрузите отдельными файлами',
      place: '',
    });
  if (activities.length === 0)
    notes.doubts.push({
      path: 'activities',
      message: 'План мероприятий в файле не найден: добавьте мероприятия сами или загрузите файл с планом',
      place: '',
    });
  notes.doubts.push(
    ...left.map((place) => ({
      path: 'activities',
      message: 'После плана есть ещё одна таблица мероприятий, она не прочитана: проверьте, не часть ли она плана',
      place,
    })),
  );
  notes.doubts.push(...doubts.map(({ message, place }) => ({ path: 'activities', message, place })));
  return ok({ ...value, places: notes.places, doubts: notes.doubts });
}

function whyNoProgramme(found: {
  activities: number;
  known: number;
  titled: boolean;
  staged: boolean;
  kinds: ReadonlySet<string>;
}): string | null {
  const own = [...found.kinds].some((kind) => /^(?:organisation|group|period)/u.test(kind));
  if (found.activities > 0 && (found.titled || found.staged || found.known > 0)) return null;
  if (found.titled && found.known >= 2) return null;
  if (found.known >= 3 && own && [...found.kinds].some((kind) => kind.startsWith('period'))) return null;
  return found.activities > 0
    ? 'В файле есть план мероприятий, но нет ни названия программы, ни общих сведений, ни этапов: загрузите файл менторской программы'
    : 'Это не менторская программа: в файле нет ни общих сведений, ни плана мероприятий, загрузите программу в формате Word';
}

function activityOf(found: FoundActivity, index: number, notes: Notes): ReadActivity {
  const path = `activities[${index}]`;
  for (const [field, place] of Object.entries(found.places))
    notes.places[field === '' ? path : `${path}.${field}`] = place;
  found.themes.forEach((theme, i) => (notes.places[`${path}.themes[${i}]`] = theme.place));
  notes.doubts.push(...found.doubts.map(({ field, message, place }) => ({ path: `${path}.${field}`, message, place })));
  const { number, said, stage, title, form, due, responsible, mark } = found;
  return {
    number,
    said,
    stage,
    title,
    form,
    themes: found.themes.map((theme) => theme.title),
    themeDues: found.themes.map((theme) => theme.dues),
    due,
    responsible,
    mark,
  };
}
