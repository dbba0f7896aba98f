// What 500 agreements as DOCX and PDF in one ZIP cost over the bare calls of the libraries that write them, and how
// long the archive of 500 issued ones takes. Both sides take turns in one run, because machines are noisy:
// node bench/archives.ts
import { createRequire } from 'node:module';
import { AlignmentType, Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import { Zip, ZipPassThrough } from 'fflate';
import { archiveSchema, buildArchive, startArchive } from '#features/archives/index.server.ts';
import { issueDocument } from '#features/documents/index.server.ts';
import { readReferenceRegion } from '#features/regulation/index.server.ts';
import { documentTemplate } from '#features/regulation/index.ts';
import { sampleFacts } from '#features/regulation/print/samples.ts';
import { today } from '#kernel/dates.ts';
import {
  renderDocument,
  toDocx,
  toPdf,
  withVerification,
  type DocumentTree,
} from '#platform/documents/index.server.ts';
import type { TaskReport } from '#platform/tasks.server.ts';
import { useCase } from '#platform/use-case.server.ts';
import { zipTo } from '#platform/zip.server.ts';
import { onDemonstration, type Demonstration } from './demonstration.ts';

const count = 500;
const batch = 25;
const most = 1.5;

const require = createRequire(import.meta.url);
const regulation = readReferenceRegion('volgograd')!.regulation;
const template = documentTemplate(regulation, 'agreement');
const sample = sampleFacts(regulation, 'agreement');
const lastNames = ['Седова', 'Дергачёва', 'Орлова', 'Шевчук', 'Дубровская', 'Черных', 'Соловьёва'];

/** The data of an agreement: people and numbers of its own. */
function dataOf(index: number): Record<string, unknown> {
  const parties = (sample['parties'] as Record<string, unknown>[]).map((party, place) => ({
    ...party,
    name: `Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № ${index * 2 + place}»`,
    head: {
      ...(party['head'] as object),
      lastName: lastNames[(index + place) % lastNames.length],
      firstName: 'Анна',
      patronymic: 'Ильинична',
      gender: 'female',
    },
  }));
  return { ...sample, parties, agreement: { ...(sample['agreement'] as object), number: String(index) } };
}

function treeOf(index: number): DocumentTree {
  const rendered = renderDocument({ ...template, title: `Соглашение № ${index}` }, dataOf(index));
  if (!rendered.ok) throw new Error(rendered.error.message);
  const code = String(index).padStart(12, '0');
  return withVerification(rendered.value, { code, address: `https://example.org/check/${code}` });
}

/** The size of everything written, so that no side can write less unseen. */
interface Archive {
  readonly add: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly finish: () => Promise<number>;
}

function ourArchive(): Archive {
  let size = 0;
  const zip = zipTo(async (bytes) => {
    size += bytes.length;
  });
  return {
    add: (name, bytes) => zip.add(name, bytes, '2026-11-12'),
    finish: async () => {
      await zip.finish();
      return size;
    },
  };
}

function bareArchive(): Archive {
  let size = 0;
  const zip = new Zip((_error, bytes) => {
    size += bytes.length;
  });
  return {
    add: async (name, bytes) => {
      const file = new ZipPassThrough(name);
      zip.add(file);
      file.push(bytes, true);
    },
    finish: async () => {
      zip.end();
      return size;
    },
  };
}

/** A line of an agreement for the bare calls: made ready beforehand, outside of what is measured. */
interface Line {
  readonly text: string;
  readonly heading: boolean;
  readonly bold: boolean;
}

function linesOf(tree: DocumentTree): Line[] {
  const lines: Line[] = [];
  const walk = (value: unknown, heading: boolean): void => {
    if (Array.isArray(value)) {
      for (const each of value) walk(each, heading);
    } else if (typeof value === 'object' && value !== null) {
      const node = value as { kind?: string; inlines?: { text?: string; bold?: boolean }[] };
      if (node.inlines) {
        const text = node.inlines.map((inline) => inline.text ?? ' ').join('');
        lines.push({
          text,
          heading: node.kind === 'heading',
          bold: node.inlines.some((inline) => inline.bold === true),
        });
      } else for (const each of Object.values(value)) walk(each, heading);
    } else if (typeof value === 'string' && value.includes(' ')) lines.push({ text: value, heading, bold: false });
  };
  walk(tree.sections, false);
  return lines;
}

const font = (name: string) => require.resolve(`@expo-google-fonts/tinos/${name}.ttf`);
const pdfmake = require('pdfmake') as {
  setFonts(fonts: object): void;
  setUrlAccessPolicy(policy: () => boolean): void;
  setLocalAccessPolicy(policy: () => boolean): void;
  createPdf(definition: object): { getBuffer(): Promise<Uint8Array> };
};
pdfmake.setFonts({
  Tinos: {
    normal: font('400Regular/Tinos_400Regular'),
    bold: font('700Bold/Tinos_700Bold'),
    italics: font('400Regular_Italic/Tinos_400Regular_Italic'),
    bolditalics: font('700Bold_Italic/Tinos_700Bold_Italic'),
  },
});
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => true);

const barePdf = (lines: readonly Line[]) =>
  pdfmake
    .createPdf({
      pageMargins: [57, 57, 28, 57],
      defaultStyle: { font: 'Tinos', fontSize: 14 },
      content: lines.map(({ text, heading, bold }) => ({
        text,
        bold: heading || bold,
        alignment: heading ? 'center' : 'justify',
      })),
    })
    .getBuffer();

const bareDocx = (lines: readonly Line[]) =>
  Packer.toBuffer(
    new Document({
      styles: { default: { document: { run: { font: 'Times New Roman', size: 28 } } } },
      sections: [
        {
          children: lines.map(
            ({ text, heading, bold }) =>
              new Paragraph({
                ...(heading ? { heading: HeadingLevel.HEADING_2 } : {}),
                alignment: heading ? AlignmentType.CENTER : AlignmentType.JUSTIFIED,
                children: [new TextRun({ text, bold: heading || bold })],
              }),
          ),
        },
      ],
    }),
  );

const prepared = Array.from({ length: count }, (_, index) => linesOf(treeOf(index)));
const ours = ourArchive();
const bare = bareArchive();
const spent = { ours: 0, bare: 0 };

/** What is measured; the first documents of both sides only warm up. */
async function timed(side: keyof typeof spent, measured: boolean, run: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await run();
  if (measured) spent[side] += performance.now() - startedAt;
}

for (let from = -batch; from < count; from += batch) {
  const measured = from >= 0;
  const numbers = Array.from({ length: batch }, (_, index) => Math.max(from, 0) + index);
  await timed('bare', measured, async () => {
    for (const number of numbers) {
      await bare.add(`${from}/${number}.docx`, await bareDocx(prepared[number]!));
      await bare.add(`${from}/${number}.pdf`, await barePdf(prepared[number]!));
    }
  });
  await timed('ours', measured, async () => {
    for (const number of numbers) {
      const tree = treeOf(number);
      await ours.add(`${from}/${number}.docx`, await toDocx(tree));
      await ours.add(`${from}/${number}.pdf`, await toPdf(tree));
    }
  });
}
const megabytes = (size: number) => `${(size / 1_000_000).toFixed(1)} MB`;
const seconds = (time: number) => `${(time / 1000).toFixed(1)} s`;
const ratio = spent.ours / spent.bare;
console.log(`${count} agreements, DOCX and PDF, into one ZIP`);
console.log(`  bare library calls  ${seconds(spent.bare)}, ${megabytes(await bare.finish())}`);
console.log(`  the program         ${seconds(spent.ours)}, ${megabytes(await ours.finish())}`);
console.log(`  ratio               ${ratio.toFixed(2)} (at most ${most})`);
if (ratio > most) process.exitCode = 1;

await onDemonstration(archiveOfIssued);

/** The job itself: 500 agreements that are issued already. */
async function archiveOfIssued({ database, world }: Demonstration): Promise<void> {
  const context = { actor: world.operator, now: world.now, database };
  const group = await database.selectFrom('mentoringGroup').select(['id', 'regionId']).executeTakeFirstOrThrow();
  const issue = useCase('bench.issue', (work, index: number) =>
    issueDocument(work, {
      kind: 'agreement',
      number: `b-${index}`,
      datedOn: today(world.now),
      title: 'Соглашение',
      regionId: group.regionId,
      groupId: group.id,
      fileName: `Соглашение ${index}`,
      tree: treeOf(index),
      verified: false,
    }),
  );
  for (let index = 0; index < count; index += 1) await issue(context, index);
  const input = archiveSchema.parse({ group: group.id, kinds: ['agreement'], format: 'both' });
  const started = await startArchive(context, input);
  if (!started.ok) throw new Error(started.error.message);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
  const startedAt = performance.now();
  const made = await buildArchive({
    id: started.value.taskId,
    database,
    actor: world.operator,
    now: world.now,
    input,
    progress: async () => undefined,
  });
  clearInterval(watch);
  if (!made.ok) throw new Error(made.error.message);
  const took = performance.now() - startedAt;
  console.log(`Archive of issued documents: ${seconds(took)}`);
  for (const { term, text } of (made.value.result as TaskReport).facts ?? []) console.log(`  ${term}: ${text}`);
  console.log(`  memory grew by ${megabytes(peak - before)} at most`);
}
