import { formatDue, sameDue, type Due } from '#kernel/due.ts';
import type { Activity, Theme } from './rules.plan.ts';

/** One difference of a field between two versions, both values in words. */
export interface FieldChange {
  readonly field: 'title' | 'stage' | 'transferForm' | 'due' | 'responsible' | 'themes';
  readonly before: string;
  readonly after: string;
}

/** Names of the fields, as the differences are headed. */
export const fieldNames: Readonly<Record<FieldChange['field'], string>> = {
  title: 'Мероприятие',
  stage: 'Этап',
  transferForm: 'Форма передачи опыта',
  due: 'Срок',
  responsible: 'Ответственные',
  themes: 'Темы',
};

/** What happened to an activity between two versions of a programme. */
export type ActivityChange =
  | { readonly kind: 'added'; readonly activity: Activity }
  | { readonly kind: 'cancelled'; readonly activity: Activity }
  | { readonly kind: 'restored'; readonly activity: Activity }
  | { readonly kind: 'changed'; readonly activity: Activity; readonly fields: readonly FieldChange[] };

/** How codes are said in words: transfer forms, responsible parties and stages of the regulation. */
export interface Wording {
  readonly transferForm: (code: string) => string;
  readonly responsible: (key: string) => string;
  readonly stage: (stage: 1 | 2 | 3) => string;
}

/** The differences of `after` from `before`, in the order of `after` (D-A.amend). An activity is known by its key. */
export function compareActivities(
  before: readonly Activity[],
  after: readonly Activity[],
  wording: Wording,
): ActivityChange[] {
  const earlier = new Map(before.map((activity) => [activity.key, activity]));
  return after.flatMap((activity): ActivityChange[] => {
    const old = earlier.get(activity.key);
    if (!old) return activity.cancelled ? [] : [{ kind: 'added', activity }];
    if (activity.cancelled !== old.cancelled) {
      return [{ kind: activity.cancelled ? 'cancelled' : 'restored', activity }];
    }
    const fields = changedFields(old, activity, wording);
    return fields.length > 0 ? [{ kind: 'changed', activity, fields }] : [];
  });
}

function changedFields(before: Activity, after: Activity, wording: Wording): FieldChange[] {
  const said = (activity: Activity): Record<FieldChange['field'], string> => ({
    title: activity.title,
    stage: wording.stage(activity.stage),
    transferForm: activity.transferForm ? wording.transferForm(activity.transferForm) : '',
    due: dueText(activity.due),
    responsible: activity.responsible.map(wording.responsible).join('; '),
    themes: activity.themes.map(themeText).join('\n'),
  });
  const [old, now] = [said(before), said(after)];
  const fields = Object.keys(now) as FieldChange['field'][];
  return fields
    .filter((field) => (field === 'due' ? !equalDue(before.due, after.due) : old[field] !== now[field]))
    .map((field) => ({ field, before: old[field], after: now[field] }));
}

/** A theme with its dates, as one line. */
export function themeText(theme: Theme): string {
  const dues = theme.dues.map(formatDue).join('; ');
  return dues ? `${theme.title} (${dues})` : theme.title;
}

/** A due date in words; an activity being written may have none yet. */
export function dueText(due: Due | null): string {
  return due ? formatDue(due) : '';
}

function equalDue(before: Due | null, after: Due | null): boolean {
  return before && after ? sameDue(before, after) : before === after;
}
