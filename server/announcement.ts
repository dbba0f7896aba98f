import type { Config } from '#platform/config.server.ts';

/** The page where the first visitor becomes the administrator. */
const firstVisit = (origin: string, token: string): string => `${origin}/first-visit?token=${token}`;

/** Tells a person where the program is and how to get in. */
export async function announce(config: Config, token: string | null): Promise<void> {
  const lines = [``, `Эстафета работает: ${config.origin}`];
  if (token) {
    lines.push(
      ``,
      `Здесь ещё никого нет. Откройте одноразовую ссылку, чтобы стать администратором и выбрать регион:`,
      `  ${firstVisit(config.origin, token)}`,
    );
  }
  if (config.demo) lines.push(``, ...(await demonstrationAccounts()));
  lines.push(``, `Остановить: Ctrl+C`, ``);
  console.log(lines.join('\n'));
}

async function demonstrationAccounts(): Promise<string[]> {
  const { demoAccounts } = await import('#db/demo/accounts.ts');
  const widest = Math.max(...demoAccounts.map(({ email }) => email.length));
  return [
    'Учётные записи для показа:',
    ...demoAccounts.map(({ email, password, title }) => `  ${email.padEnd(widest)}  ${password}  ${title}`),
  ];
}
