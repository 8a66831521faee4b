import { adaptiveCardButtons, adaptiveCardToText, type CardButton } from './adaptive-text.ts';

/** The Home tab of one person on a page that stays open: what it shows comes by itself after it was opened. */
export interface BrowserHome {
  /** Loads it, as the page does when its tab is chosen. */
  open(): Promise<void>;
  text(): string;
  buttons(): readonly CardButton[];
}

interface Json {
  readonly [key: string]: unknown;
}

export function createBrowserHome(addressNow: () => string, user: string): BrowserHome {
  let shown: unknown;

  async function listen(): Promise<void> {
    const response = await fetch(`${addressNow()}/desk/events?as=${user}`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    void follow(async () => (await reader?.read())?.value);
  }

  async function follow(read: () => Promise<string | undefined>): Promise<void> {
    let rest = '';
    try {
      for (let more = await read(); more !== undefined; more = await read()) {
        const parts = (rest + more).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) take(part);
      }
    } catch {
      // The desk has stopped.
    }
  }

  function take(part: string): void {
    const data = /^event: message\ndata: (.*)$/.exec(part)?.[1];
    if (data === undefined) return;
    const event = JSON.parse(data) as { type: string; place: string; card?: Json };
    if (event.type === 'home' && event.place === `person:${user}`) shown = event.card?.json;
  }

  return {
    async open() {
      await listen();
      const response = await fetch(`${addressNow()}/desk/home?as=${user}`);
      if (!response.ok) throw new Error(`home answered ${response.status}: ${await response.text()}`);
      shown = ((await response.json()) as { card: Json }).card.json;
    },
    text: () => (shown === undefined ? '' : adaptiveCardToText(shown)),
    buttons: () => adaptiveCardButtons(shown),
  };
}
