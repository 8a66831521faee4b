/**
 * What is said to people, before it is drawn. A Text is stored in records, outbox rows and replies; words are chosen
 * only when it is drawn (`words.ts`), in the viewer's language, and escaped there by the platform.
 */
export type Text = CatalogueText | OwnText;

/** A sentence of ours: a key of some subject's catalogue, with parameters. */
export interface CatalogueText {
  readonly key: string;
  readonly params?: Params;
}

/** Someone's own words, shown exactly as typed and never interpreted. */
export interface OwnText {
  readonly own: string;
}

export type Params = Readonly<Record<string, Param>>;

/** A parameter of a sentence. Names (people, branches, zones) are plain strings; they are escaped where drawn. */
export type Param = string | number | InstantParam | Text | readonly Param[];

/** A moment, drawn as a time of day in `zone` (an IANA name), with the zone named when the viewer's differs. */
export interface InstantParam {
  /** UTC ISO text. */
  readonly instant: string;
  readonly zone: string;
  /** `time` 18:40; `seconds` 18:40:20; `day` Sun 22 Nov; `full` Sun 22 Nov 18:40. */
  readonly style?: 'time' | 'seconds' | 'day' | 'full';
}

/**
 * Sentences by key, in ICU MessageFormat. A list parameter is joined by the viewer's language ("a, b and c"). What
 * somebody is to type stands in a tag, `<type>assist now</type>`, and is drawn as it is typed where it is read.
 */
export type Catalogue = Readonly<Record<string, string>>;

/** Marks someone's own words. */
export function own(words: string): OwnText {
  return { own: words };
}

/**
 * Gives a function that makes Texts of one catalogue, so that a misspelt key does not compile.
 *
 * @example const say = textsOf(en); say('help.sent', { count: 3 })
 */
export function textsOf<C extends Catalogue>(
  _catalogue: C,
): (key: keyof C & string, params?: Params) => CatalogueText {
  return (key, params) => (params === undefined ? { key } : { key, params });
}
