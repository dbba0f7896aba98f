import { expect, type Locator, type Page, type Route } from '@playwright/test';

/** A page or a part of it. */
export type Place = Page | Locator;

/** The exact name of something on the page, whatever spaces it is set with, with or without «обязательно». */
export function exactly(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
  return new RegExp(`^\\s*${escaped}\\s*(обязательно)?\\s*$`);
}

/** What begins with this name: a choice with its hint. */
export function beginning(name: string): RegExp {
  return new RegExp(exactly(name).source.replace(/\\s\*\(обязательно\).*$/, ''));
}

/** The field with this label. */
export function field(place: Place, label: string): Locator {
  return place.getByLabel(exactly(label));
}

/** Types texts into fields by their labels. */
export async function fill(place: Place, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(texts)) await type(field(place, label), text);
}

/** A page that is set in motion in the middle of a keystroke takes the selection away: then the text is typed again. */
async function type(control: Locator, text: string): Promise<void> {
  await control.fill(text);
  if ((await control.inputValue()) !== text) await control.fill(text);
}

/** Chooses in a list by what is written there. */
export async function select(place: Place, label: string, option: string | RegExp): Promise<void> {
  const list = field(place, label);
  const pattern = typeof option === 'string' ? exactly(option) : option;
  const value = await list.getByRole('option').filter({ hasText: pattern }).first().getAttribute('value');
  await list.selectOption(value);
}

/** Chooses one of several. */
export async function pick(place: Place, group: string, option: string): Promise<void> {
  await place
    .getByRole('radiogroup', { name: exactly(group) })
    .getByRole('radio', { name: beginning(option) })
    .check();
}

/** Ticks choices of a group. */
export async function tick(place: Place, group: string, options: readonly string[]): Promise<void> {
  for (const option of options) {
    await place
      .getByRole('group', { name: exactly(group) })
      .getByRole('checkbox', { name: beginning(option) })
      .check();
  }
}

/** Presses a button. */
export async function press(place: Place, button: string | RegExp): Promise<void> {
  await place.getByRole('button', { name: typeof button === 'string' ? exactly(button) : button }).click();
}

/** Presses a button and does something more before the answer is let through. */
export async function pressAndGoOn(page: Page, button: string, goOn: () => Promise<void>): Promise<void> {
  const done = Promise.withResolvers<void>();
  const hold = async (route: Route): Promise<void> => {
    await done.promise;
    await route.continue();
  };
  await page.route((url) => url.search.startsWith('?/'), hold, { times: 1 });
  await press(page, button);
  await goOn();
  done.resolve();
}

/** The sentence the page shows after something was done. */
export async function told(page: Page, sentence: string | RegExp): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: sentence }).first()).toBeVisible();
}

/** The refusal at the top of a form. */
export function refusal(place: Place): Locator {
  return place.getByRole('alert');
}

/** Opens a folded part of the page, unless it is open, and gives it. */
export async function unfold(place: Place, summary: string): Promise<Locator> {
  const page = 'page' in place ? place.page() : place;
  const opener = page.getByText(exactly(summary));
  // the innermost of what holds the summary
  const folded = place.getByRole('group').filter({ has: opener }).last();
  if (!(await folded.evaluate((part) => (part as HTMLDetailsElement).open)))
    await folded.getByText(exactly(summary)).click();
  return folded;
}
