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
  const formats = new Map<string, IntlMessageFormat | string>();

  function format(key: string, locale: string): IntlMessageFormat | string {
    const cacheKey = `${locale}\n${key}`;
    const cached = formats.get(cacheKey);
    if (cached !== undefined) return cached;
    const language = locale.split('-')[0] ?? fallbackLanguage;
    const pattern = byLanguage.get(language)?.get(key) ?? byLanguage.get(fallbackLanguage)?.get(key);
    if (pattern === undefined) throw new Error(`No words for "${key}" in any catalogue.`);
    // Most sentences have no parameter: they need no parser at all.
    const made = pattern.includes('{') ? new IntlMessageFormat(pattern, supported(locale)) : pattern;
    formats.set(cacheKey, made);
    return made;
  }

  function value(param: Param, reader: Reader): string | number {
    if (typeof param === 'string' || typeof param === 'number') return param;
    if (isList(param)) {
      const items = param.map((item) => String(value(item, reader)));
      return new Intl.ListFormat(supported(reader.locale), { type: 'conjunction' }).format(items);
    }
    if ('instant' in param) {
      return formatInstant(param.instant, param.zone, {
        style: param.style ?? 'time',
        locale: supported(reader.locale),
        ...(reader.zone === undefined ? {} : { readerZone: reader.zone }),
      });
    }
    return draw(param, reader);
  }

  function draw(text: Text, reader: Reader): string {
    if ('own' in text) return text.own;
    const found = format(text.key, reader.locale);
    if (typeof found === 'string') return found;
    const values: Record<string, string | number> = {};
    for (const [name, param] of Object.entries(text.params ?? {})) values[name] = value(param, reader);
    return String(found.format(values));
  }

  return { draw };
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

/** A locale that Intl accepts; what a platform sends is not always one. */
function supported(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? fallbackLanguage;
  } catch {
    return fallbackLanguage;
  }
}
