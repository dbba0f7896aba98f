import type { Page } from '@playwright/test';
import { exactly, fill, press, told } from './forms.ts';

/** Answers every statement about the relations in the group. */
export async function answerSurvey(page: Page, group: string, answer: string): Promise<void> {
  await page.goto(`/groups/${group}/survey`);
  for (const statement of await page.getByRole('radiogroup').all()) {
    await statement.getByRole('radio', { name: exactly(answer) }).check();
  }
  await press(page, 'Ответить');
  await told(page, 'ваш ответ записан');
}

/** Writes the critical analysis of one's own team. */
export async function analyse(page: Page, group: string, text: string): Promise<void> {
  await page.goto(`/groups/${group}/supervision/exit`);
  await fill(page, { 'Ваша команда: что удалось, что нет и почему': text });
  await press(page, 'Сохранить анализ');
  await told(page, 'Критический анализ сохранён');
}
