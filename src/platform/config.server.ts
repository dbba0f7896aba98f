import { resolve } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '#kernel/result.ts';

/** All settings of the program, read from the environment once. */
export interface Config {
  /** TCP port; 0 takes any free one. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** The public address as the browser sees it, without a trailing slash. */
  readonly origin: string;
  /** Whether ORIGIN was given: then it alone is trusted, whatever the request's Host says. */
  readonly originGiven: boolean;
  /** Absolute path of the folder with uploaded files and, by default, the database. */
  readonly dataDir: string;
  /** A PostgreSQL of the owner's; null means the embedded one. */
  readonly databaseUrl: string | null;
  /** Where letters go; null means that they are kept and read in the program. */
  readonly smtpUrl: string | null;
  /** The demonstration region with its published accounts. */
  readonly demo: boolean;
  /** Demonstration and tests may fix the moment the program takes for the present at its start. */
  readonly fixedNow: Date | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

function address(setting: string, protocols: readonly string[], example: string) {
  return z.string().refine((text) => {
    const url = URL.parse(text);
    return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
  }, `Настройка ${setting} должна быть адресом вида ${example}.`);
}

const isOrigin = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && text.replace(/\/$/, '') === url.origin;
};

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'Настройка PORT должна быть целым числом от 0 до 65535.')
    .transform(Number)
    .refine((port) => port <= 65535, 'Настройка PORT должна быть целым числом от 0 до 65535.')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'Настройка HOST должна быть именем узла или IP-адресом, например 127.0.0.1.')
    .default('127.0.0.1'),
  ORIGIN: z
    .string()
    .refine(isOrigin, 'Настройка ORIGIN должна быть адресом без пути, например https://estafeta.example.org.')
    .optional(),
  DATA_DIR: z
    .string()
    .refine((text) => !text.includes('\0'), 'Настройка DATA_DIR должна быть путём к папке.')
    .default('./data'),
  DATABASE_URL: address(
    'DATABASE_URL',
    ['postgres:', 'postgresql:'],
    'postgres://имя:пароль@узел:5432/база',
  ).optional(),
  SMTP_URL: address('SMTP_URL', ['smtp:', 'smtps:'], 'smtp://имя:пароль@узел:587').optional(),
  ESTAFETA_DEMO: z.enum(['0', '1'], 'Настройка ESTAFETA_DEMO может быть только 0 или 1.').default('0'),
  ESTAFETA_NOW: z.iso
    .datetime({ offset: true, error: 'Настройка ESTAFETA_NOW должна быть моментом вида 2026-03-15T09:00:00+03:00.' })
    .transform((text) => new Date(text))
    .optional(),
});

/** The public address of a program that listens on `host` and `port` and was given no ORIGIN. */
export function defaultOrigin(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return port === 80 ? `http://${name}` : `http://${name}:${port}`;
}

/**
 * Reads the settings; an empty variable counts as absent.
 * On failure: one Russian sentence for every broken setting, naming it.
 */
export function readConfig(environment: Environment): Result<Config, readonly string[]> {
  const given = Object.fromEntries(
    Object.keys(settings.shape)
      .map((name) => [name, environment[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const firstOfEach = new Map(
      parsed.error.issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]),
    );
    return fail([...firstOfEach.values()].toReversed());
  }
  const data = parsed.data;
  return ok({
    port: data.PORT,
    host: data.HOST,
    origin: data.ORIGIN?.replace(/\/$/, '') ?? defaultOrigin(data.HOST, data.PORT),
    originGiven: data.ORIGIN !== undefined,
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL ?? null,
    smtpUrl: data.SMTP_URL ?? null,
    demo: data.ESTAFETA_DEMO === '1',
    fixedNow: data.ESTAFETA_NOW ?? null,
  });
}
