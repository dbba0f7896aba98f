import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PdfDocument, type EmbeddedFace } from './pdf-library.server.ts';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('@expo-google-fonts/tinos/package.json'));
const face = (name: string) => readFileSync(join(folder, `${name}.ttf`));

type Faces = Readonly<Record<'normal' | 'bold' | 'italics' | 'bolditalics', Uint8Array>>;
let faces: Faces | undefined;

/** The four faces of Tinos, which takes exactly as much room as Times New Roman; read from the disk once. */
export function tinos(): Faces {
  faces ??= {
    normal: face('400Regular/Tinos_400Regular'),
    italics: face('400Regular_Italic/Tinos_400Regular_Italic'),
    bold: face('700Bold/Tinos_700Bold'),
    bolditalics: face('700Bold_Italic/Tinos_700Bold_Italic'),
  };
  return faces;
}

/** Parsed fonts and the widths of words, by the name of the face. */
const parsed = new Map<string, Pick<EmbeddedFace, 'font' | 'layoutCache'>>();
const rememberedWords = 5_000;

/** Letters that share a glyph are read back as the first of them: as the Tatar «Ә» and not the Latin «Ə». */
function lettersOf({ font }: EmbeddedFace): number[] {
  const rank = (letter: number) => (letter < 0x80 ? 0 : letter >= 0x400 && letter < 0x530 ? 1 : 2);
  return font.characterSet.toSorted((one, other) => rank(one) - rank(other) || one - other);
}

/** A document whose fonts are parsed once in the life of the program: parsing takes more time than all the rest. */
export class DocumentWithFonts extends PdfDocument {
  override provideFont(family: string, bold: boolean, italics: boolean): EmbeddedFace {
    const face = super.provideFont(family, bold, italics);
    const known = parsed.get(face.name);
    if (known?.font === face.font) return face;
    // the library forgets to scale the box drawn for letters the face has not
    face.widths[0] = (face.widths[0] ?? 0) * face.scale;
    if (known) {
      face.font = known.font;
      face.subset = known.font.createSubset();
      if (Object.keys(known.layoutCache).length > rememberedWords) known.layoutCache = Object.create(null);
      face.layoutCache = known.layoutCache;
    } else {
      // a glyph first met as a part of another one would never learn which letter it is itself
      for (const letter of lettersOf(face)) face.font.glyphForCodePoint(letter);
      parsed.set(face.name, { font: face.font, layoutCache: face.layoutCache });
    }
    return face;
  }
}
