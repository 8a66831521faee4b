import { IntlMessageFormat } from 'intl-messageformat';
import { formatInstant } from '../time.ts';
import type { Catalogue, Param, Text } from './text.ts';
import { asTyped, type Typing } from './typing.ts';

/** Who reads: the language, and the zone that decides whether a time's zone is named. */
export interface Reader {
  /** BCP 47. */
  readonly locale: string;
  readonly zone?: string;
}

/** Turns Texts into plain strings. The platform escapes what comes out; nothing in it is markup. */
export interface Words {
  draw(text: Text, reader: Reader): string;
  /** The same words for where commands are typed so; as plain words unless told. */
  typedAs(typing: Typing): Words;
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
    let known = sentences.get(locale);
    if (known === undefined) {
      known = new Map();
      sentences.set(locale, known);
    }
    let sentence = known.get(key);
    if (sentence === undefined) {
      sentence = readSentence(key, locale);
      known.set(key, sentence);
    }
    return sentence;
  }

  function readSentence(key: string, locale: string): Sentence {
    const language = locale.split('-')[0] ?? fallbackLanguage;
    const pattern = byLanguage.get(language)?.get(key) ?? byLanguage.get(fallbackLanguage)?.get(key);
    if (pattern === undefined) throw new Error(`No words for "${key}" in any catalogue.`);
    return toSentence(pattern, locale);
  }

  function wordsFor(typing: Typing): Words {
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
      return typeof sentence === 'string'
        ? sentence
        : sentence(text.params ?? {}, (param) => value(param, reader), typing);
    }

    return {
      draw(text, reader) {
        const locale = supported(reader.locale);
        return drawFor(text, locale === reader.locale ? reader : { ...reader, locale });
      },
      typedAs: wordsFor,
    };
  }

  return wordsFor('words');
}

type Params = Readonly<Record<string, Param>>;
type Draw = (param: Param) => string | number;

/** A sentence without parameters, or what makes one of them. */
type Sentence = string | ((params: Params, draw: Draw, typing: Typing) => string);

/**
 * Parameters that are only put in their place, words to type, and nothing that MessageFormat would read as anything else.
 */
const plainPattern = /^(?:[^{}'<]|\{\w+\}|<type>(?:[^{}'<]|\{\w+\})*<\/type>)*$/;

/** Most sentences need no parser: those are put together here, in a twentieth of the time. */
function toSentence(pattern: string, locale: string): Sentence {
  if (!plainPattern.test(pattern)) {
    const format = new IntlMessageFormat(pattern, locale);
    return (params, draw, typing) =>
      String(
        format.format({
          ...Object.fromEntries(Object.entries(params).map(([name, param]) => [name, draw(param)])),
          type: (words) => asTyped(words.join(''), typing),
        }),
      );
  }
  // Split by a group, so that every second piece is to be typed.
  const [only = '', ...others] = pattern.split(/<type>(.*?)<\/type>/);
  if (others.length === 0) return toPlainSentence(only);
  const pieces = [only, ...others].map(toPlainSentence);
  return (params, draw, typing) => {
    let sentence = '';
    for (const [at, piece] of pieces.entries()) {
      const words = typeof piece === 'string' ? piece : piece(params, draw, typing);
      sentence += at % 2 === 0 ? words : asTyped(words, typing);
    }
    return sentence;
  };
}

function toPlainSentence(pattern: string): Sentence {
  // Split by a group, so that every second piece is a name.
  const [start = '', ...pieces] = pattern.split(/\{(\w+)\}/);
  if (pieces.length === 0) return pattern;
  return (params, draw) => {
    let sentence = start;
    for (let at = 0; at < pieces.length; at += 2) {
      const param = params[pieces[at] as string];
      if (param === undefined) throw new Error(`A sentence lacks its parameter "${pieces[at]}".`);
      sentence += draw(param) + (pieces[at + 1] as string);
    }
    return sentence;
  };
}

const joiners = new Map<string, (items: readonly string[]) => string>();

/** Joins a list as the language does: "a, b and c". */
function joinerOf(locale: string): (items: readonly string[]) => string {
  let joiner = joiners.get(locale);
  if (joiner === undefined) {
    joiner = listJoiner(locale);
    joiners.set(locale, joiner);
  }
  return joiner;
}

function listJoiner(locale: string): (items: readonly string[]) => string {
  const format = new Intl.ListFormat(locale, { type: 'conjunction' });
  // Elsewhere the word between may follow from the words beside it, as in Spanish.
  if (locale.split('-')[0] !== 'en') return (items) => format.format(items);
  const between = (count: number) =>
    format
      .formatToParts(Array<string>(count).fill('x'))
      .filter((part) => part.type === 'literal')
      .map((part) => part.value);
  const [pair = ''] = between(2);
  const [comma = '', last = ''] = between(3);
  return (items) =>
    items.length < 3 ? items.join(pair) : `${items.slice(0, -1).join(comma)}${last}${items.at(-1) as string}`;
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
