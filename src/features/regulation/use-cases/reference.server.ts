import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { overlaySchema, regulationSchema, type RegulationDocument, type RegulationOverlay } from '../schema.ts';

/** A unit of a region as its reference data lists it. */
export interface ReferenceUnit {
  readonly kind: 'region' | 'municipal-district' | 'city-district' | 'city-territorial-department';
  readonly name: string;
  readonly parent: string | null;
}

/** Everything an installation of a region begins with. */
export interface ReferenceRegion {
  readonly code: string;
  readonly name: string;
  readonly units: readonly ReferenceUnit[];
  readonly neighbours: readonly (readonly [string, string])[];
  readonly regulation: RegulationDocument;
  readonly overlays: readonly RegulationOverlay[];
}

interface RegionFiles {
  readonly name: string;
  readonly units: string;
  readonly neighbours: string;
  readonly regulation: string;
  readonly overlays: readonly string[];
}

// The program is always started in the project's folder.
const folder = join(process.cwd(), 'db', 'reference');

const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');

/** Regions whose reference data come with the program: the file `regions.json`. */
export function referenceRegions(): readonly { readonly code: string; readonly name: string }[] {
  return Object.entries(files()).map(([code, { name }]) => ({ code, name }));
}

/** The reference data of a region, checked by schema; null when there is no such region. Throws on broken data. */
export function readReferenceRegion(code: string): ReferenceRegion | null {
  const region = Object.hasOwn(files(), code) ? files()[code] : undefined;
  if (!region) return null;
  return {
    code,
    name: region.name,
    units: table(read(region.units)).map(([kind, name = '', parent]) => ({
      kind: kind as ReferenceUnit['kind'],
      name,
      parent: parent || null,
    })),
    neighbours: table(read(region.neighbours)).map(([unit = '', neighbour = '']) => [unit, neighbour] as const),
    regulation: readRegulation(region.regulation),
    overlays: region.overlays.map((name) => overlaySchema.parse(JSON.parse(read('regulations', `${name}.json`)))),
  };
}

/** A regional regulation with the texts of its documents and the platform's own rules put in. */
export function readRegulation(name: string): RegulationDocument {
  const raw = JSON.parse(read('regulations', `${name}.json`));
  const documents = Object.entries(raw.documents as Record<string, { file: string }>).map(
    ([key, { file, ...document }]) => [
      key,
      { ...document, body: read('regulations', file).replaceAll('\r\n', '\n').trim() },
    ],
  );
  return regulationSchema.parse({
    ...raw,
    acts: { ...raw.acts, platform: JSON.parse(read('regulations', 'platform.json')) },
    documents: Object.fromEntries(documents),
  });
}

let texts: RegulationDocument['documents'] | null = null;

/**
 * Texts of documents as they come with the program: a version stored before the program printed a document has no text
 * of it, and is completed by these. Read once.
 */
export function referenceDocuments(): RegulationDocument['documents'] {
  return (texts ??= readRegulation(Object.values(files())[0]!.regulation).documents);
}

function files(): Record<string, RegionFiles> {
  return JSON.parse(read('regions.json')) as Record<string, RegionFiles>;
}

/** Rows of a simple comma-separated file without its heading; names hold no commas. */
function table(text: string): string[][] {
  const [, ...lines] = text.replaceAll('\r\n', '\n').trim().split('\n');
  return lines.map((line) => line.split(','));
}
