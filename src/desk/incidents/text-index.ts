/** Finds which of many texts hold words that begin as typed. Texts are known by a small whole number. */
export interface TextIndex {
  put(text: number, words: ReadonlySet<string>): void;
  drop(text: number, words: Iterable<string>): void;
  /** Of each text below `count`, whether it holds a word that is this one, or begins with it from three letters on. */
  holding(word: string, count: number): Uint8Array;
}

/** Shorter beginnings would match nearly everything. */
const shortestStart = 3;

export function createTextIndex(): TextIndex {
  const textsOf = new Map<string, number[]>();
  /** By their first letters, the words of three letters and more. */
  const wordsOf = new Map<string, string[]>();

  function matching(word: string): readonly string[] {
    if (word.length < shortestStart) return [word];
    return (wordsOf.get(word.slice(0, shortestStart)) ?? []).filter((one) => one.startsWith(word));
  }

  return {
    put(text, words) {
      for (const word of words) {
        const texts = textsOf.get(word);
        if (texts !== undefined) {
          texts.push(text);
          continue;
        }
        textsOf.set(word, [text]);
        if (word.length < shortestStart) continue;
        const start = word.slice(0, shortestStart);
        const known = wordsOf.get(start);
        if (known === undefined) wordsOf.set(start, [word]);
        else known.push(word);
      }
    },
    drop(text, words) {
      for (const word of words) {
        const texts = textsOf.get(word);
        const at = texts?.indexOf(text) ?? -1;
        if (at >= 0) texts?.splice(at, 1);
      }
    },
    holding(word, count) {
      const holds = new Uint8Array(count);
      for (const one of matching(word)) for (const text of textsOf.get(one) ?? []) holds[text] = 1;
      return holds;
    },
  };
}

const ascii = /^[\0-\x7f]*$/;

/** The words of a text without case and accents: letters and digits of any script. */
export function toWords(text: string): readonly string[] {
  // Most texts need none of what Unicode asks for, and a hundred thousand are read at a start.
  if (ascii.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
