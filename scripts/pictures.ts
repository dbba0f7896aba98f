// Pictures of every document's first page, for people to look at: as the program's PDF and as LibreOffice shows the DOCX.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sampleFacts } from '#features/regulation/print/samples.ts';
import { documentTemplate } from '#features/regulation/rules.ts';
import { documentKeys, type DocumentKey, type RegulationDocument } from '#features/regulation/schema.ts';
import { readReferenceRegion, referenceRegions } from '#features/regulation/use-cases/reference.server.ts';
import { renderDocument, toDocx, toPdf, withVerification } from '#platform/documents/index.server.ts';

const verification = { code: 'ABCD-EFGH-JKMN', address: 'https://estafeta.example.org/check/ABCDEFGHJKMN' };
const isVerified = (key: DocumentKey) => key === 'agreement' || key.endsWith('-order');

const has = (program: string, ...asked: string[]) => spawnSync(program, asked).error === undefined;

/** `estafeta pictures FOLDER [REGION]`: makes PNG files, says what it could not make and why. */
export async function pictures([folder, region]: readonly string[], from: string): Promise<void> {
  if (!folder || folder.startsWith('-')) {
    console.error('Укажите папку для картинок: npx estafeta pictures ПАПКА.');
    process.exitCode = 2;
    return;
  }
  const found = readReferenceRegion(region ?? referenceRegions()[0]!.code);
  if (!found) {
    console.error(
      `Региона «${region}» нет, есть ${referenceRegions()
        .map(({ code }) => code)
        .join(', ')}.`,
    );
    process.exitCode = 2;
    return;
  }
  const target = resolve(from, folder);
  mkdirSync(target, { recursive: true });
  for (const key of documentKeys) await write(found.regulation, key, target);
  console.log(`Документов: ${documentKeys.length}, в Word и PDF. Папка: ${target}`);
  draw(target);
}

async function write(regulation: RegulationDocument, key: DocumentKey, folder: string): Promise<void> {
  const printed = renderDocument(documentTemplate(regulation, key), sampleFacts(regulation, key));
  if (!printed.ok) throw new Error(`${key}, строка ${printed.error.line}: ${printed.error.message}`);
  const tree = isVerified(key) ? withVerification(printed.value, verification) : printed.value;
  writeFileSync(join(folder, `${key}.docx`), await toDocx(tree));
  writeFileSync(join(folder, `${key}.pdf`), await toPdf(tree));
}

/** Draws first pages with what is installed. */
function draw(folder: string): void {
  if (!has('pdftoppm', '-v')) {
    console.log('Картинки рисует pdftoppm, его нет: установите пакет poppler-utils. Пока посмотрите сами документы.');
    return;
  }
  const picture = (pdf: string, name: string) =>
    spawnSync('pdftoppm', ['-png', '-r', '80', '-f', '1', '-l', '1', '-singlefile', pdf, join(folder, name)]);
  for (const key of documentKeys) picture(join(folder, `${key}.pdf`), `${key}.pdf`);
  if (!has('soffice', '--version')) {
    console.log('Картинки PDF готовы. Word показывает LibreOffice, его нет: установите пакет libreoffice-writer.');
    return;
  }
  const office = mkdtempSync(join(tmpdir(), 'estafeta-pictures-'));
  try {
    const files = documentKeys.map((key) => join(folder, `${key}.docx`));
    const profile = `-env:UserInstallation=${pathToFileURL(join(office, 'profile')).href}`;
    spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', office, ...files], {
      env: { ...process.env, FONTCONFIG_FILE: fontsAsInWord(office) },
    });
    const shown = documentKeys.filter((key) => existsSync(join(office, `${key}.pdf`)));
    for (const key of shown) picture(join(office, `${key}.pdf`), `${key}.docx`);
    console.log(`Картинок PDF: ${documentKeys.length}, Word: ${shown.length}.`);
  } finally {
    rmSync(office, { recursive: true, force: true });
  }
}

/** Settings of fonts in which Times New Roman is Tinos: lines break where Word breaks them. */
function fontsAsInWord(folder: string): string {
  const file = join(folder, 'fonts.conf');
  const tinos = resolve('node_modules', '@expo-google-fonts', 'tinos');
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${tinos}</dir><cachedir>${join(folder, 'cache')}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="same"><string>Tinos</string></edit></match></fontconfig>`,
  );
  return file;
}
