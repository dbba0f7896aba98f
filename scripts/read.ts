import { createReadStream, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Direction } from '#features/regulation/index.ts';
import type { Paper } from '#kernel/paper.ts';
import type { Result } from '#kernel/result.ts';

const usage =
  'Укажите, что прочитать, и файл: npx estafeta read participants ФАЙЛ или npx estafeta read programme ФАЙЛ, а с --region КОД — по положению другого региона.';

type Reader = (paper: Paper, directions: readonly Direction[]) => Result<unknown, string>;

/** What can be read, by the word of the command line. Only what is asked for is loaded: memory is short here. */
const readers: Readonly<Record<string, () => Promise<Reader>>> = {
  participants: async () => (await import('#features/imports/index.ts')).readParticipants,
  programme: async () => (await import('#features/imports/index.ts')).readProgramme,
};

/** Why nothing was read: one sentence for the person who asked. */
class NotRead extends Error {}

/** `estafeta read KIND FILE`: what was recognised as JSON on standard output; else one sentence and code 2. */
export async function read(args: readonly string[], from: string): Promise<void> {
  try {
    await print(`${JSON.stringify(await recognise(args, from), null, 2)}\n`);
  } catch (error) {
    // a mistake of the program is told as shortly: scripts wait for one sentence
    const sentence =
      error instanceof NotRead
        ? error.message
        : `Программа ошиблась, разбирая файл, сообщите об этом (${String(error)})`;
    console.error(sentence.replaceAll('\n', ' ').replace(/[^.!?]$/, '$&.'));
    process.exitCode = 2;
  }
}

async function recognise(args: readonly string[], from: string): Promise<unknown> {
  const { kind, file, region } = asked(args);
  const directions = directionsOf(region);
  const bytes = await bytesOf(file, resolve(from, file));
  const { readPaper } = await import('#platform/office/index.server.ts');
  const paper = readPaper(bytes);
  if (!paper.ok) throw new NotRead(paper.error);
  const recognised = (await readers[kind]!())(paper.value, directions);
  if (!recognised.ok) throw new NotRead(recognised.error);
  return recognised.value;
}

function asked(args: readonly string[]): { kind: string; file: string; region: string | null } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { region: { type: 'string' } },
      allowPositionals: true,
    });
    const [kind, file, ...more] = positionals;
    if (kind && file && more.length === 0 && Object.hasOwn(readers, kind))
      return { kind, file, region: values.region ?? null };
  } catch {
    // an unknown option is answered like every other slip
  }
  throw new NotRead(usage);
}

/** Directions of mentoring by the regulation of a region, the first one unless told. */
function directionsOf(code: string | null): readonly Direction[] {
  const reference = (...path: string[]) =>
    JSON.parse(readFileSync(join(import.meta.dirname, '..', 'db', 'reference', ...path), 'utf8')) as unknown;
  const regions = reference('regions.json') as Record<string, { regulation: string }>;
  const known = Object.keys(regions);
  const region = code === null ? regions[known[0]!] : Object.hasOwn(regions, code) ? regions[code] : undefined;
  if (!region) throw new NotRead(`Региона «${code}» в программе нет, есть ${known.join(', ')}`);
  const { directions } = reference('regulations', `${region.regulation}.json`) as {
    directions: (Pick<Direction, 'code' | 'title' | 'shortTitle'> & Partial<Direction>)[];
  };
  return directions.map((direction) => ({ aliases: [], workingGroup: [], ...direction }));
}

/** A file, a pipe too, but not more of it than may be read. */
async function bytesOf(said: string, path: string): Promise<Uint8Array> {
  const { largestFile } = await import('#kernel/files.ts');
  const pieces: Buffer[] = [];
  try {
    for await (const piece of createReadStream(path, { end: largestFile })) pieces.push(piece as Buffer);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new NotRead(`Файла «${said}» нет: проверьте путь к нему`);
    if (code === 'EISDIR') throw new NotRead(`«${said}» — папка: укажите файл DOCX или XLSX в ней`);
    if (code === 'EACCES' || code === 'EPERM')
      throw new NotRead(`Нет прав читать файл «${said}»: разрешите его чтение или скопируйте его`);
    throw new NotRead(`Файл «${said}» не читается (${code}): проверьте, открывается ли он на этом компьютере`);
  }
  return Buffer.concat(pieces);
}

/** Writes everything before the process ends; a reader that left early («| head») is no failure. */
function print(text: string): Promise<void> {
  return new Promise((done, fail) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? done() : fail(error)));
    process.stdout.write(text, () => done());
  });
}
