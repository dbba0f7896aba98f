import { expect, type Locator, type Page } from '@playwright/test';
import { beginning, exactly, field, fill, press, select, told, unfold } from './forms.ts';
import type { Upload } from './files.ts';
import type { ActivityOnPaper, MemberOnPaper } from './papers.ts';

const stages = { 1: 'Организационный этап', 2: 'Практический этап', 3: 'Заключительный этап' } as const;
type Stage = keyof typeof stages;

/** The rows of a stage of the plan that is open. */
export function rowsOf(page: Page, stage: Stage): Locator {
  const table = page.getByRole('table', { name: new RegExp(`^${stages[stage]}`) });
  return table.getByRole('row').filter({ has: page.getByRole('rowheader') });
}

/** The row of an activity. */
export function rowOf(page: Page, title: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: exactly(title) }) });
}

/** Opens an activity of the plan. */
export async function openActivity(page: Page, group: string, title: string): Promise<void> {
  await page.goto(`/groups/${group}/programme`);
  await page.getByRole('link', { name: exactly(title) }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(exactly(title));
}

/** Leaves exactly these choices of a group ticked. */
async function tickOnly(page: Page, group: string, options: readonly string[]): Promise<void> {
  const boxes = page.getByRole('group', { name: exactly(group) });
  for (const box of await boxes.getByRole('checkbox').all()) await box.uncheck();
  for (const option of options) await boxes.getByRole('checkbox', { name: beginning(option) }).check();
}

/** Types an activity into the form that is open. */
export async function typeActivity(page: Page, activity: ActivityOnPaper): Promise<void> {
  await fill(page, { Мероприятие: activity.title, Срок: activity.due });
  await select(page, 'Форма передачи опыта', activity.form);
  await tickOnly(page, 'Ответственные', [activity.responsible]);
  for (const [index, theme] of (activity.themes ?? []).entries()) {
    await press(page, 'Добавить тему');
    await fill(page.getByRole('listitem', { name: `Тема ${index + 1}` }), { Тема: theme });
  }
}

/** Makes a stage of the plan be exactly what stands on paper: the first rows are rewritten, the rest leave the plan. */
export async function rewriteStage(
  page: Page,
  group: string,
  stage: Stage,
  plan: readonly ActivityOnPaper[],
): Promise<void> {
  const own = plan.filter((activity) => activity.stage === stage);
  await page.goto(`/groups/${group}/programme`);
  const standard = await rowsOf(page, stage).count();
  for (let extra = standard; extra > own.length; extra -= 1) {
    await rowsOf(page, stage).nth(own.length).getByRole('link').click();
    const form = await unfold(page, 'Убрать из плана');
    await press(form, 'Убрать');
    await told(page, 'Мероприятие убрано из плана');
  }
  for (const [index, activity] of own.entries()) {
    await rowsOf(page, stage).nth(index).getByRole('link').click();
    await typeActivity(page, activity);
    await press(page, 'Сохранить');
    await told(page, 'Мероприятие сохранено');
    await expect(rowsOf(page, stage).nth(index)).toContainText(activity.title);
  }
}

/** Types the working group of one's own team: the first is the leader, the second the contact person. */
export async function typeWorkingGroup(page: Page, group: string, members: readonly MemberOnPaper[]): Promise<void> {
  await page.goto(`/groups/${group}/programme/edit`);
  const row = (index: number) => page.getByRole('listitem', { name: exactly(`Участник ${index + 1}`) });
  for (const [index, member] of members.entries()) {
    if (!(await row(index).isVisible())) await press(page, 'Добавить участника');
    await fill(row(index), {
      ФИО: member.fullName,
      Должность: member.post,
      Телефон: member.phone,
      'Электронная почта': member.email,
    });
    await row(index)
      .getByRole('checkbox', { name: 'Руководитель группы' })
      .setChecked(index === 0);
    await row(index)
      .getByRole('checkbox', { name: 'Контактное лицо' })
      .setChecked(index === 1);
  }
  await press(page, 'Сохранить рабочую группу');
  await told(page, 'Рабочая группа сохранена');
}

/** Endorses the version in work for one's own team. */
export async function endorse(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await press(page, 'Согласовать');
  await told(page, 'Программа согласована вашей командой');
}

export interface MarkOnPaper {
  readonly state: 'Выполнено' | 'Выполнено частично' | 'Не выполнено';
  readonly date: string;
  readonly result?: string;
  readonly reason?: string;
  readonly proof?: Upload;
}

/** Marks an activity. */
export async function markActivity(page: Page, group: string, title: string, mark: MarkOnPaper): Promise<void> {
  await openActivity(page, group, title);
  await pickExactly(page, 'Отметка', mark.state);
  await fill(page, { Дата: mark.date, Результат: mark.result ?? '', Причина: mark.reason ?? '' });
  if (mark.proof) await field(page, 'Подтверждения').setInputFiles(mark.proof);
  await press(page, 'Отметить');
  await told(page, 'Отметка о выполнении записана');
}

async function pickExactly(page: Page, group: string, option: string): Promise<void> {
  await page
    .getByRole('radiogroup', { name: exactly(group) })
    .getByRole('radio', { name: exactly(option) })
    .check();
}
