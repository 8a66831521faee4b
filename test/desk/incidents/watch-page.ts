import { createBrowserPerson } from '../../support/desk/browser-person.ts';
import type { TestDesk } from '../../support/desk/start-desk.ts';
import type { Watched } from './watched.ts';

/** Looks at every answer that the page gets for this person; for somebody whom it does not know it gets refusals only. */
export function watchPage(desk: TestDesk, who: string, name: string): Watched {
  const seen = answersTo(who);
  const person = createBrowserPerson(() => desk.address, who, name);
  return {
    person,
    id: `staff:${who}`,
    async pressesOf(_other, _label, record) {
      await fetch(`${desk.address}/desk/act`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: desk.address },
        body: JSON.stringify({
          id: crypto.randomUUID(),
          as: who,
          place: `person:${who}`,
          what: { type: 'pressed', data: { button: 'incident.continue', record } },
        }),
      });
    },
    async screen() {
      const looks = [person.sees(), person.seesInChannel('CEN'), person.seesHome()];
      const shown = await Promise.all(looks.map((look) => look.catch(String)));
      return [...seen(), ...shown].join('\n');
    },
  };
}

/** Every answer that the page gets for this person, as it came. */
function answersTo(who: string): () => readonly string[] {
  const bodies: string[] = [];
  const before = globalThis.fetch;
  globalThis.fetch = async (...args: Parameters<typeof fetch>) => {
    const response = await before(...args);
    const [address, init] = args;
    const asked = `${address instanceof Request ? address.url : address.toString()} ${typeof init?.body === 'string' ? init.body : ''}`;
    const isTheirs = asked.includes(`as=${who}`) || asked.includes(`"as":"${who}"`);
    const isStream = response.headers.get('content-type')?.includes('event-stream') === true;
    if (isTheirs && !isStream) bodies.push(await response.clone().text());
    return response;
  };
  return () => bodies;
}
