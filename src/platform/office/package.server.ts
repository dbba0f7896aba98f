import { posix } from 'node:path';
import { faults, stop } from './faults.server.ts';
import { refuseOtherArchives } from './signatures.server.ts';
import { attribute, xmlReader, type ElementBudget, type XmlHandler } from './xml.server.ts';
import { openZip, unpack, type Budget, type ZipEntry } from './zip.server.ts';

/** A reference of one part of a document to another, or outside. */
interface Relation {
  readonly id: string;
  /** The last word of its type: «styles», «worksheet». */
  readonly type: string;
  readonly target: string;
  readonly outside: boolean;
}

/** A document of Word or Excel as an archive of parts. */
export interface OfficePackage {
  readonly format: 'docx' | 'xlsx';
  readonly main: string;
  /** Reads a part; one that is absent stops the reading. */
  read(part: string, handler: XmlHandler): void;
  has(part: string): boolean;
  /** The part a reference leads to, by its id or by its type. */
  targetOf(part: string, wanted: { readonly id?: string; readonly type?: string }): string | null;
  typeOf(part: string, id: string): string | null;
}

const typesAtMost = 10_000;
const relationsAtMost = 10_000;
const macros = /macroEnabled|vbaProject|macrosheet|dialogsheet/i;
const macroParts = /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml|macrosheets\/|dialogsheets\/)/i;
const objectParts = /\/(?:embeddings\/oleObject[^/]*\.bin|activeX\/[^/]*)$/i;
const objectTypes = /^(?:oleObject|control|activeXControlBinary)$/i;
const linkTypes = /^(?:externalLink|externalLinkPath|connections|queryTable)$/i;
const linkParts = /^xl\/(?:externalLinks\/|connections\.xml$)/i;
/** A template on the same computer («file:///C:\…\Normal.dotm», «file:///Users/…») leads nowhere; letters are full of them. */
const localTemplate = /^(?:file:\/\/\/?)?(?:[a-z](?::|%3a)[\\/]|[^/\\:]+$)|^(?:file:\/\/)?\/(?![/\\]|%5c|%2f)[^:]*$/i;

/** Opens a document by its content, whatever its name. Macros, objects of other programs and links outside stop it. */
export function openPackage(bytes: Uint8Array, budget: Budget & ElementBudget): OfficePackage {
  const entries = openZip(bytes);
  if (!entries.has('[content_types].xml')) refuseOtherArchives(new Set(entries.keys()));
  const read = (part: string, handler: XmlHandler) => {
    const entry = entries.get(part);
    if (!entry) stop(faults.missing);
    readPart(entry, budget, handler);
  };
  for (const name of entries.keys()) {
    if (macroParts.test(name)) stop(faults.macros);
    if (objectParts.test(name)) stop(faults.objects);
    if (linkParts.test(name)) stop(faults.links);
  }
  const contentTypes = readContentTypes(read);
  if (contentTypes.some((type) => macros.test(type))) stop(faults.macros);
  const references = [...entries].filter(([name]) => name.endsWith('.rels'));
  // every one of them is read: what they say they hold is counted before the first is unpacked
  if (references.reduce((sum, [, { size }]) => sum + size, 0) > budget.bytes) stop(faults.bomb);
  const relations = new Map(references.map(([name]) => [name, readRelations(name, read)]));
  for (const relation of [...relations.values()].flat()) refuseOutside(relation);

  const related = (part: string) =>
    relations.get(posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)) ?? [];
  const targetOf: OfficePackage['targetOf'] = (part, { id, type }) => {
    const found = related(part).find(
      (one) => (id === undefined || one.id === id) && (type === undefined || one.type === type),
    );
    if (!found || found.outside) return null;
    const target = found.target.replaceAll('\\', '/').toLowerCase();
    return posix.resolve('/', posix.dirname(part), target).slice(1);
  };
  const main = targetOf('', { type: 'officeDocument' });
  if (!main || !entries.has(main)) stop(faults.missing);
  return {
    format: formatOf(contentTypes, main),
    main,
    read,
    has: (part) => entries.has(part),
    targetOf,
    typeOf: (part, id) => related(part).find((one) => one.id === id)?.type ?? null,
  };
}

function formatOf(contentTypes: readonly string[], main: string): 'docx' | 'xlsx' {
  const said = contentTypes.join(' ');
  if (/wordprocessingml\.(?:document|template)\.main/.test(said)) return 'docx';
  if (/spreadsheetml\.(?:sheet|template)\.main/.test(said)) return 'xlsx';
  if (/excel\.sheet\.binary/.test(said)) stop(faults.binary);
  if (/presentationml/.test(said)) stop(faults.presentation);
  if (/^word\//.test(main)) return 'docx';
  return /^xl\//.test(main) ? 'xlsx' : stop(faults.missing);
}

function readContentTypes(read: OfficePackage['read']): string[] {
  const types: string[] = [];
  read('[content_types].xml', {
    open(name, attributes) {
      if (name === 'types:Override' || name === 'types:Default') {
        if (types.push(attribute(attributes, 'ContentType') ?? '') > typesAtMost) stop(faults.strange);
      }
    },
  });
  return types;
}

function readRelations(part: string, read: OfficePackage['read']): Relation[] {
  const found: Relation[] = [];
  read(part, {
    open(name, attributes) {
      if (name !== 'relations:Relationship') return;
      const type = (attribute(attributes, 'Type') ?? '').split('/').at(-1)!;
      // only words to the reader, and every address of a list may be one
      if (type === 'hyperlink') return;
      if (found.length >= relationsAtMost) stop(faults.strange);
      found.push({
        id: attribute(attributes, 'Id') ?? '',
        type,
        target: attribute(attributes, 'Target') ?? '',
        outside: attribute(attributes, 'TargetMode')?.toLowerCase() === 'external',
      });
    },
  });
  return found;
}

/** Ordinary hyperlinks are only words; everything else outside would be fetched by an office program. */
function refuseOutside({ type, target, outside }: Relation): void {
  if (/vbaProject|macrosheet/i.test(type)) stop(faults.macros);
  if (objectTypes.test(type)) stop(faults.objects);
  if (linkTypes.test(type)) stop(faults.links);
  if (!outside) return;
  if (type !== 'attachedTemplate') stop(faults.links);
  if (!localTemplate.test(target)) stop(faults.template);
}

function readPart(entry: ZipEntry, budget: Budget & ElementBudget, handler: XmlHandler): void {
  const xml = xmlReader(handler, budget);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let start: Uint8Array = new Uint8Array();
  const write = (bytes: Uint8Array, last: boolean) => {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    let text = '';
    try {
      text = decoder.decode(bytes, { stream: !last });
    } catch {
      stop(faults.damaged);
    }
    if (text !== '') xml.write(text);
  };
  unpack(entry, budget, (piece) => {
    if (decoder) return write(piece, false);
    // the encoding shows in the first four bytes
    start = Buffer.concat([start, piece]);
    if (start.length >= 4) write(start, false);
  });
  write(decoder ? new Uint8Array() : start, true);
  xml.close();
}

/** XML in office files is UTF-8, seldom UTF-16; anything else is not readable for Office either. */
function encodingOf(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0x3c && start[1] === 0)) return 'utf-16le';
  if ((start[0] === 0xfe && start[1] === 0xff) || (start[0] === 0 && start[1] === 0x3c)) return 'utf-16be';
  return 'utf-8';
}
