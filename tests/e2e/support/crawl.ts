import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Where pictures of the pages go. */
export const pictures = 'pictures';
const widest = 1280;
const phone = 360;
/** What is left of a page of 1280 at 200 % zoom. */
const zoomed = 640;
const height = 900;

/** Pages that give a file. */
const files = /\/(document|amendment|export|form|template|file|files|evidence|memos)(\/|\?|$)/;
/** What is different for every role; other pages are looked at once. */
const rolesOwn = /^\/(desk|groups|registry)(\/|\?|$)/;

interface Crawl {
  readonly page: Page;
  /** The folder its pictures go to. */
  readonly pictures: string;
  /** Kinds of pages looked at already, whoever did. */
  readonly known: Set<string>;
  /** Pages to visit besides, although others of their kind were: things in different states. */
  readonly besides?: readonly string[];
}

export interface Crawled {
  readonly visited: readonly string[];
  readonly problems: readonly string[];
}

/**
 * The kind of a page: its address without what tells one thing from another. Every order of a list is one kind; formats
 * of a file are kinds of their own.
 */
function kindOf({ pathname, searchParams }: URL): string {
  const path = pathname
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')
    .replace(/^(\/regulation\/documents\/)[^/]+/, '$1*');
  const asked = [...searchParams].map(([key, value]) => (key === 'format' ? `${key}=${value}` : key));
  return [path, ...asked.filter((key) => key !== 'sort').toSorted()].join('?');
}

/**
 * Visits every kind of page that links lead to from the desk, as a person would. Every page answers, says nothing in the
 * console and fits in width on a screen and on a phone. Kinds nobody has looked at are also zoomed to 200 % and searched
 * for obstacles; pictures are kept of them and of what is different for every role.
 */
export async function crawl({ page, pictures, known, besides = [] }: Crawl): Promise<Crawled> {
  const queue = ['/desk', ...besides].map((address) => new URL(address, page.url()));
  const own = new Set<string>();
  const visited: string[] = [];
  const problems: string[] = [];
  let here = '/desk';
  page.on('console', (message) => message.type() === 'error' && problems.push(`${here}: console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`${here}: ${error.message}`));

  for (let next = queue.shift(); next; next = queue.shift()) {
    const kind = besides.includes(`${next.pathname}${next.search}`) ? `${next.pathname}${next.search}` : kindOf(next);
    if (own.has(kind)) continue;
    own.add(kind);
    here = `${next.pathname}${next.search}`;
    if (files.test(here)) {
      const status = (await page.request.get(here)).status();
      if (status !== 200) problems.push(`${here}: ${status}`);
      continue;
    }
    const status = (await page.goto(here))?.status();
    if (status !== 200) problems.push(`${here}: ${status}`);
    visited.push(here);
    queue.push(...(await linksOf(page)));
    const fresh = !known.has(kind);
    known.add(kind);
    const picture = fresh || rolesOwn.test(kind) ? `${pictures}/${fileName(here)}` : null;
    problems.push(...(await lookedAt(page, here, picture, fresh)));
  }
  return { visited, problems };
}

async function linksOf(page: Page): Promise<URL[]> {
  const hrefs = await page.evaluate(() => [...document.links].map((link) => link.href));
  const { origin } = new URL(page.url());
  return hrefs.map((href) => new URL(href)).filter((url) => url.origin === origin);
}

function fileName(address: string): string {
  const [path = '', query = ''] = address.slice(1).split('?');
  const short = path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => id.slice(-4)).replaceAll('/', '-');
  const asked = [...new URLSearchParams(query).keys()].map((key) => `-by-${key}`).join('');
  return `${short || 'home'}${asked}`;
}

/** Looks at the page in every width; a page of a new kind also at 200 % zoom and with axe. */
export async function lookedAt(page: Page, address: string, picture: string | null, fresh: boolean): Promise<string[]> {
  const problems: string[] = [];
  for (const width of fresh ? [widest, phone, zoomed] : [widest, phone]) {
    await page.setViewportSize({ width, height });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) problems.push(`${address}: ${over} px wider than ${width}`);
    if (fresh && width === widest) problems.push(...(await obstacles(page, address)));
    if (picture && width !== zoomed) await page.screenshot({ path: `${picture}-${width}.png`, fullPage: true });
  }
  return problems;
}

/** What axe finds serious or critical. */
async function obstacles(page: Page, address: string): Promise<string[]> {
  // the program has no frames of other sites: without them axe needs no page of its own
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${address}: ${id}: ${nodes
          .slice(0, 3)
          .map((node) => node.html.slice(0, 160))
          .join(' | ')}`,
    );
}

/** Looks at the page that is open, as it is: a page of the whole cycle that nobody sees on the demonstration. */
export async function look(page: Page, name: string): Promise<void> {
  const found = await lookedAt(page, page.url(), `${pictures}/cycle/${name}`, true);
  expect(found.join('\n')).toBe('');
}
