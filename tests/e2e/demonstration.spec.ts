// Every page of every role on the seeded demonstration region.
import { appendFileSync, globSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { demonstrationAccounts, demonstrationPassword } from '#db/demo/accounts.ts';
import { crawl, lookedAt, pictures } from './support/crawl.ts';
import { exactly } from './support/forms.ts';
import { newSeat, signIn } from './support/people.ts';

/** Addresses visited so far: a worker that begins anew after a failure still knows them. */
const reached = `${pictures}/visited.txt`;

const states = ['proposed', 'agreed', 'ordered', 'contracted', 'running', 'summing-up', 'closed'];

/** The first lines of a list. */
async function firstOf(page: Page, list: string, count = 1): Promise<string[]> {
  await page.goto(list);
  const links = await page.getByRole('rowheader').getByRole('link').all();
  return Promise.all(links.slice(0, count).map(async (link) => (await link.getAttribute('href'))!));
}

/** What the operator sees besides: groups and teams in every state, pages that buttons lead to. */
async function operatorsOwn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const state of states) found.push(...(await firstOf(page, `/groups?step=${state}`)));
  for (const state of ['submitted', 'withdrawn']) found.push(...(await firstOf(page, `/registry?state=${state}`)));
  const [running] = await firstOf(page, '/groups?step=running');
  const compared = await firstOf(page, '/registry?state=registered', 2);
  const teams = compared.map((address) => `team=${address.split('/').at(-1)}`);
  return [...found, `${running}/early-finish`, `${running}/replacement`, `/registry/compare?${teams.join('&')}`];
}

test.describe('every page of every role works, fits and is free of obstacles', () => {
  const known = new Set<string>();

  test('signing in, and links that work no more', async ({ page }) => {
    const problems: string[] = [];
    for (const address of ['/sign-in', '/password/forgot', '/invitation/none', '/password/none', '/first-run/none']) {
      const status = (await page.goto(address))?.status();
      expect(status, address).toBe(200);
      problems.push(
        ...(await lookedAt(page, address, `${pictures}/nobody/${address.slice(1).replaceAll('/', '-')}`, true)),
      );
    }
    expect(problems.join('\n')).toBe('');
  });

  for (const { email, role, name } of demonstrationAccounts) {
    test(`${role}: ${email}`, async ({ page }) => {
      test.setTimeout(420_000);
      await signIn(page, email, demonstrationPassword);
      await expect(page.getByRole('banner')).toContainText(name);
      const besides = role === 'operator' ? await operatorsOwn(page) : [];
      const own = email.split('@')[0]!;
      const { visited, problems } = await crawl({ page, pictures: `${pictures}/${own}`, known, besides });
      appendFileSync(reached, `${visited.join('\n')}\n`);
      expect(problems.join('\n')).toBe('');
      expect(visited.length).toBeGreaterThan(8);
    });
  }

  test('no page is out of reach', () => {
    const visited = readFileSync(reached, 'utf8')
      .split('\n')
      .map((address) => address.split('?')[0]);
    const unseen = globSync('src/routes/(app)/**/+page.svelte')
      .map((path) => path.replace('src/routes/(app)', '').replace('/+page.svelte', ''))
      .filter(
        (route) => !visited.some((path) => new RegExp(`^${route.replaceAll(/\[\w+\]/g, '[^/]+')}$`).test(path ?? '')),
      );
    // pages of teams that are not registered yet and of groups not yet ordered: the whole cycle looks at them;
    // pages of files that were read and of long work: the tests of imports and archives look at them
    const before = [
      '/groups/[groupId]/consent',
      '/groups/[groupId]/order',
      '/groups/[groupId]/programme/import/[readingId]',
      '/groups/apply',
      '/organisations/import/[readingId]',
      '/registry/[teamId]/edit',
      '/registry/[teamId]/evidence',
      '/registry/import-registry/[readingId]',
      '/registry/import/[readingId]',
      '/tasks/[taskId]',
    ];
    expect(unseen.filter((route) => !before.includes(route))).toEqual([]);
  });
});

test("[K-3.4.confidential] somebody else's group does not exist", async ({ page, browser, baseURL }) => {
  const operator = await newSeat(browser, baseURL!);
  await signIn(operator, 'operator@example.org', demonstrationPassword);
  await operator.goto('/groups?q=Камышина');
  const link = operator.getByRole('rowheader').getByRole('link').first();
  const [title, address] = [(await link.innerText()).replaceAll('\u00a0', ' '), (await link.getAttribute('href'))!];
  for (const email of [
    'head-ilovlya@example.org',
    'curator-ilovlya@example.org',
    'committee@example.org',
    'admin@example.org',
  ]) {
    await page.context().clearCookies();
    await signIn(page, email, demonstrationPassword);
    for (const part of [
      '',
      '/programme',
      '/agreement',
      '/journal',
      '/consultations',
      '/final-report',
      '/consent',
      '/order',
    ]) {
      const response = await page.goto(`${address}${part}`);
      expect(response?.status(), `${email}: ${part}`).toBe(404);
      expect(await response!.text()).not.toContain(title);
      await expect(page.getByText('Номер запроса')).toBeVisible();
    }
  }
  await operator.context().close();
});

test('an unknown address shows a Russian page with a request number', async ({ page }) => {
  for (const signedIn of [false, true]) {
    if (signedIn) await signIn(page, 'operator@example.org', demonstrationPassword);
    for (const address of [
      '/нет-такой-страницы',
      '/groups/1',
      '/registry/00000000-0000-4000-8000-000000000000',
      '/%E0%A4%A',
    ]) {
      const response = await page.goto(address);
      // somebody without a session is asked to sign in before an address inside says anything
      if (page.url().includes('/sign-in')) continue;
      expect([400, 404], address).toContain(response?.status());
      await expect(page.getByRole('heading', { level: 1 })).toContainText(/[а-яё]/i);
      await expect(page.getByText(/Номер запроса: \w+/)).toBeVisible();
    }
  }
});

test.describe('by keyboard', () => {
  /** The name of what is focused, as it is read aloud. */
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => (document.activeElement as HTMLElement).innerText?.replaceAll(/\s+/g, ' ').trim() ?? '');

  test('the desk is walked from the skip link to the first thing to do', async ({ page }) => {
    await signIn(page, 'head-ilovlya@example.org', demonstrationPassword);
    await page.goto('/desk');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'К содержанию' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();

    const action = page.getByRole('main').getByRole('listitem').first().getByRole('link').last();
    const wanted = await action.innerText();
    const walked: string[] = [];
    for (let step = 0; step < 10 && walked.at(-1) !== wanted; step += 1) {
      await page.keyboard.press('Tab');
      walked.push(await focused(page));
    }
    expect(walked).toContain(wanted);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline, 'what is focused is seen').not.toBe('none');
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(/\/desk$/);
  });

  test('the menu of a phone is opened, walked and folded', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 780 });
    await signIn(page, 'operator@example.org', demonstrationPassword);
    const menu = page.getByRole('button', { name: /^Меню/ });
    const sections = page.getByRole('navigation', { name: 'Разделы' });
    await expect(sections).toBeHidden();
    await menu.focus();
    await page.keyboard.press('Enter');
    await expect(sections).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(sections.getByRole('link').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(sections).toBeHidden();
    await expect(menu).toBeFocused();
    await page.keyboard.press('Enter');
    await sections.getByRole('link', { name: exactly('Реестр команд') }).focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/registry$/);
    await expect(sections).toBeHidden();
  });
});
