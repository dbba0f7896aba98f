import { expect, type Page } from '@playwright/test';
import { exactly, field, fill, pick, press, select, told, tick } from './forms.ts';
import type { Upload } from './files.ts';
import type { TeamOnPaper } from './papers.ts';

/**
 * Types one row of the participants' form: the organisation is a new one, with its head. The part for it opens by
 * itself; without a script it is opened by hand.
 */
export async function typeTeam(page: Page, row: number, team: TeamOnPaper, { script = true } = {}): Promise<void> {
  const place = page.getByRole('listitem', { name: `Команда ${row}` });
  await fill(place, { 'Наименование образовательной организации': team.organisation });
  if (!script) await place.getByText('Организации нет в списке').click();
  await expect(field(place, 'Вид организации')).toBeVisible();
  await select(place, 'Вид организации', /школа/i);
  await fill(place, {
    'Краткое наименование': team.shortName,
    'Фамилия, имя, отчество руководителя': team.head,
    Должность: team.post,
    Телефон: team.phone,
    'Электронная почта': team.email,
  });
  await pick(place, 'Управленческая команда', team.standing);
  await tick(place, 'Направления менторства', team.directions);
  await fill(place, { 'Своё направление': team.own, Примечание: team.note });
}

/** Opens a team from the registry. */
export async function openTeam(page: Page, team: TeamOnPaper): Promise<void> {
  await page.goto('/registry');
  await page.getByRole('link', { name: exactly(team.shortName) }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(exactly(team.shortName));
}

/** Adds a proof to an experienced team. */
export async function addEvidence(page: Page, results: string, title: string, file: Upload): Promise<void> {
  await fill(page, { 'Чего добилась команда': results });
  await press(page, 'Сохранить результаты');
  await told(page, 'Результаты сохранены');
  await fill(page, { 'Что это': title });
  await field(page, 'Файл').setInputFiles(file);
  await press(page, 'Добавить');
  await told(page, 'Подтверждение добавлено');
}
