import type { Card } from './card.ts';
import { own, type Text } from './text.ts';

/** So long every platform shows a text whole. */
const pieceLength = 2500;

/** Says why something was not done, and gives its words back: a chat keeps no copy of a command's words. */
export function givenBack(why: Text, words: string): Card {
  const characters = [...words];
  const pieces = Array.from({ length: Math.ceil(characters.length / pieceLength) }, (_, at) =>
    characters.slice(at * pieceLength, (at + 1) * pieceLength).join(''),
  );
  return {
    summary: why,
    parts: [
      { type: 'text', text: why },
      ...pieces.map((piece) => ({ type: 'text' as const, text: own(piece) })),
    ],
  };
}
