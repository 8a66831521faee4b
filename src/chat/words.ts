import { IntlMessageFormat } from 'intl-messageformat';
import { formatInstant } from '../time.ts';
import type { Catalogue, Param, Text } from './text.ts';

/** Who reads: the language, and the zone that decides whether a time's zone is named. */
export interface Reader {
  /** BCP 47. */
  readonly locale: string;
  readonly zone?: string;
}

/** Turns Texts into plain strings. The platform escapes what comes out; nothing in it is markup. */
export interface Words {
  draw(text: Text, reader: Reader): string;
}

/** By language (`en`), the catalogues of all subjects. */
export type Catalogues = Readonly<Record<string, readonly Catalogue[]>>;

/** What is spoken where the reader's language has no catalogue. */
const fallbackLanguage = 'en';

/**
 * Builds the one drawer of Texts.
 *
 * @throws Error when two catalogues of a language define the same key.
 */
export function createWords(catalogues: Catalogues): Words {
  const byLanguage = new Map(
    Object.entries(catalogues).map(([language, list]) => [language, merge(language, list)]),
  );
  /** By locale, then by key. */
  const sentences = new Map<string, Map<string, Sentence>>();

  function sentenceOf(key: string, locale: string): Sentence {
    const known = sentences.get(locale) ?? new Map<string, Sentence>();
    sentences.set(locale, known);
    const sentence = known.get(key) ?? readSentence(key, locale);
    known.set(key, sentence);
    return sentence;
  }

  function readSentence(key: string, locale: string): Sentence {
    const language = locale.split('-')[0] ?? fallbackLanguage;
    const pattern = byLanguage.get(language)?.get(key) ?? byLanguage.get(fallbackLanguage)?.get(key);
    if (pattern === undefined) throw new Error(`No words for "${key}" in any catalogue.`);
    return toSentence(pattern, locale);
  }

  function value(param: Param, reader: Reader): string | number {
    if (typeof param === 'string' || typeof param === 'number') return param;
    if (isList(param)) return joinerOf(reader.locale)(param.map((item) => String(value(item, reader))));
    if ('instant' in param) {
      return formatInstant(param.instant, param.zone, {
        style: param.style ?? 'time',
        locale: reader.locale,
        ...(reader.zone === undefined ? {} : { readerZone: reader.zone }),
      });
    }
    return drawFor(param, reader);
  }

  /** @param reader with a locale that Intl accepts */
  function drawFor(text: Text, reader: Reader): string {
    if ('own' in text) return text.own;
    const sentence = sentenceOf(text.key, reader.locale);
    if (typeof sentence === 'string') return sentence;
    const values: Values = {};
    for (const [name, param] of Object.entries(text.params ?? {})) values[name] = value(param, reader);
    return sentence(values);
  }

  return { draw: (text, reader) => drawFor(text, { ...reader, locale: supported(reader.locale) }) };
}

type Values = Record<string, string | number>;

/** A sentence without parameters, or what makes one of their values. */
type Sentence = string | ((values: Values) => string);

/** Parameters that are only put in their place, and nothing that MessageFormat would read as anything else. */
const plainPattern = /^(?:[^{}'<]|\{\w+\})*$/;

/** Most sentences need no parser: those are put together here, in a twentieth of the time. */
function toSentence(pattern: string, locale: string): Sentence {
  if (!plainPattern.test(pattern)) {
    const format = new IntlMessageFormat(pattern, locale);
    return (values) => String(format.format(values));
  }
  // Split by a group, so that every second piece is a name.
  const pieces = pattern.split(/\{(\w+)\}/);
  if (pieces.length === 1) return pattern;
  return (values) => pieces.map((piece, at) => (at % 2 === 0 ? piece : named(piece, values))).join('');
}

function named(name: string, values: Values): string {
  const value = values[name];
  if (value === undefined) throw new Error(`A sentence lacks its parameter "${name}".`);
  return String(value);
}

const joiners = new Map<string, (items: readonly string[]) => string>();

/** Joins a list as the language does: "a, b and c". */
function joinerOf(locale: string): (items: readonly string[]) => string {
  let joiner = joiners.get(locale);
  if (joiner === undefined) {
    const format = new Intl.ListFormat(locale, { type: 'conjunction' });
    joiner = (items) => format.format(items);
    joiners.set(locale, joiner);
  }
  return joiner;
}

function merge(language: string, catalogues: readonly Catalogue[]): Map<string, string> {
  const merged = new Map<string, string>();
  for (const catalogue of catalogues) {
    for (const [key, pattern] of Object.entries(catalogue)) {
      if (merged.has(key)) throw new Error(`"${key}" is defined twice in the ${language} words.`);
      merged.set(key, pattern);
    }
  }
  return merged;
}

function isList(param: Param): param is readonly Param[] {
  return Array.isArray(param);
}

const locales = new Map<string, string>();

/** A locale that Intl accepts; what a platform sends is not always one. */
function supported(locale: string): string {
  let found = locales.get(locale);
  if (found === undefined) {
    found = firstSupported(locale) ?? fallbackLanguage;
    locales.set(locale, found);
  }
  return found;
}

function firstSupported(locale: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0];
  } catch {
    return undefined;
  }
}
