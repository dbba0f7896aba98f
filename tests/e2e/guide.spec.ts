// Pictures of the guide: docs/pictures when UPDATE_GUIDE is set, otherwise the folder git ignores.
import { mkdirSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { demonstrationAccounts, demonstrationPassword } from '#db/demo/accounts.ts';
import { signIn } from './support/people.ts';

const folder = process.env['UPDATE_GUIDE'] ? 'docs/pictures' : 'pictures/guide';

const emailOf = (hint: RegExp): string =>
  demonstrationAccounts.find((account) => hint.test(account.email))?.email ?? '';

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** Opens the group of an organisation from the overview, as its people do. */
async function openGroup(page: Page, organisation: string): Promise<void> {
  await page.goto(`/groups?q=${encodeURIComponent(organisation)}`);
  await page.getByRole('link', { name: organisation }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(organisation.slice(0, 5));
}

test.use({ viewport: { width: 1280, height: 860 } });

test('pages of the operator', async ({ page }) => {
  await signIn(page, emailOf(/^operator/), demonstrationPassword);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Добрый день');
  await picture(page, 'operator-desk');
  await page.goto('/groups');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Менторские группы');
  await picture(page, 'operator-overview');
  await openGroup(page, 'Иловлинская');
  await picture(page, 'operator-group');
});

test('pages of the curator', async ({ page }) => {
  await signIn(page, emailOf(/^curator-kamyshin/), demonstrationPassword);
  await page.goto('/registry/new');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await picture(page, 'curator-form');
  await openGroup(page, 'Камышина');
  await page.goto(`${page.url()}/programme`);
  await expect(page.getByRole('button', { name: 'Утвердить программу' })).toBeVisible();
  await picture(page, 'curator-programme');
});

test('pages of the head of a team', async ({ page }) => {
  await signIn(page, emailOf(/^head-ilovlya/), demonstrationPassword);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Добрый день');
  await picture(page, 'leader-desk');
  await page.getByRole('link', { name: 'Отметить', exact: true }).first().click();
  await expect(page.getByRole('heading', { name: /отметка/i }).first()).toBeVisible();
  await picture(page, 'leader-mark');
  await openGroup(page, 'Иловлинская');
  await page.goto(`${page.url()}/programme`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Программа');
  await picture(page, 'leader-programme');
});
