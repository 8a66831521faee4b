import { expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { filled, openIncidentLibrary } from './incident-library.ts';

it('is read in parts that every platform shows whole, however much was added to it', async () => {
  const library = await openIncidentLibrary();
  await library.submit('staff:priya', filled);
  const { id, number } = await library.only();
  for (let count = 1; count <= 40; count++)
    await library.types('staff:priya', `add ${number} word-${count}.`);

  const seen: string[] = [];
  let value: string | undefined;
  let pages = 0;
  do {
    const { reply, restricted } = await library.press('incident.read', 'staff:lee', id, value);
    expect(restricted).toBe(true);
    seen.push(...(JSON.stringify(reply).match(/word-\d+\./g) ?? []));
    expect(reply?.parts.length).toBeLessThan(45);
    value = nextOf(reply);
    pages++;
  } while (value !== undefined && pages < 20);
  expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => `word-${index + 1}.`));
  expect(pages).toBe(4);

  // A page that is not there is the last one, and no number at all the first.
  const beyond = JSON.stringify((await library.press('incident.read', 'staff:lee', id, '99')).reply);
  expect(beyond).toContain('word-40.');
  const odd = JSON.stringify((await library.press('incident.read', 'staff:lee', id, '-1e9')).reply);
  expect(odd).toContain('word-1.');
});

function nextOf(card: Card | undefined): string | undefined {
  const buttons = card?.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : [])) ?? [];
  return buttons.find((one) => one.value !== undefined)?.value;
}
