import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { What } from '../../chat/request.ts';
import type { Reader } from '../../chat/words.ts';
import { toDeskError } from '../../errors.ts';
import { isZone } from '../../time.ts';
import type { DeskPort, HttpRoute } from '../platform.ts';
import { createAccess } from './access.ts';
import { type Acting, actToRequest, formZone, parseAct, personToActor, streamAnswers } from './act.ts';
import { readAsset } from './assets.ts';
import type { Boards } from './boards.ts';
import { cardToWire, shownToWire } from './draw.ts';
import { foreignOriginRefusal, type Refusal, refusalOf } from './guard.ts';
import type { Live } from './live.ts';
import type { BrowserOptions } from './options.ts';
import { actPlaceFor, personPlace, placeFor } from './places.ts';
import { assetHeaders, readJson, sendJson, sendRefusal } from './respond.ts';
import { pageWords, startData } from './start-data.ts';
import type { Unrecorded } from './unrecorded.ts';

/** A request that passed the guard. */
interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly reader: Reader;
}

type Handler = (visit: Visit) => Promise<void>;

/** Messages that a conversation shows when it is opened. */
const historyLimit = 200;

const noAccess: Refusal = {
  status: 401,
  sentence: 'This needs the address that the desk printed at its start.',
};
const unknownPerson: Refusal = { status: 403, sentence: 'There is no such person here.', reason: 'gone' };
const unknownPlace: Refusal = { status: 403, sentence: 'There is no such conversation for this person.' };

const noPage = { error: 'There is no such page.' };

/** What the page asks for, on the one server. */
export function createRoutes(
  options: BrowserOptions,
  { live, boards, unrecorded }: { live: Live; boards: Boards; unrecorded: Unrecorded },
  desk: () => DeskPort | undefined,
): readonly HttpRoute[] {
  const access = createAccess(options.key);
  const boardNames = options.boards ?? [];
  const pages = ['/', ...boardNames.map((name) => `/${name}`)];

  const page: Handler = async ({ request, response, url }) => {
    const key = url.searchParams.get('key');
    if (!pages.includes(url.pathname)) return sendJson(response, 404, noPage);
    if (key === null) return sendAsset(response, url.pathname === '/' ? 'page.html' : 'board.html');
    const cookie = access.exchange(key, request);
    url.searchParams.delete('key');
    response.writeHead(303, {
      ...assetHeaders('text/plain; charset=utf-8'),
      'cache-control': 'no-store',
      location: `${url.pathname}${url.search}`,
      ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
    });
    response.end();
  };

  /** A handler of data: for our own page only, with the key where there is one, while the desk is running. */
  function data(handler: (visit: Visit, port: DeskPort) => Promise<void>, originNeeded = false): Handler {
    return async (visit) => {
      const refusal =
        foreignOriginRefusal(visit.request, { originNeeded }) ??
        (access.allows(visit.request) ? undefined : noAccess);
      if (refusal !== undefined) return sendRefusal(visit.response, refusal);
      const port = desk();
      if (port === undefined) return sendJson(visit.response, 503, { error: 'The desk is not running yet.' });
      await handler(visit, port);
    };
  }

  const events = data(async ({ response, url, reader }) => {
    const users = usersIn(url);
    if (!users.every(shown)) return sendRefusal(response, unknownPerson);
    live.subscribe(response, { places: new Set(users.map((user) => personPlace(user).id)), reader });
  });

  const state = data(async ({ response, url, reader }, port) => {
    const user = url.searchParams.get('as') ?? '';
    if (shown(user) === undefined) return sendRefusal(response, unknownPerson);
    const place = placeFor(user, url.searchParams.get('place') ?? personPlace(user).id, options.branches());
    if (place === undefined) return sendRefusal(response, unknownPlace);
    const standing = unrecorded.among(await port.history(place, historyLimit), place, historyLimit);
    const messages = standing.map((message) => shownToWire(message, port.words, reader, options.zone()));
    sendJson(response, 200, { messages });
  });

  /** Opens a person's Home: from then on it is told of when it changes. */
  const home = data(async ({ response, url, reader }, port) => {
    const person = listed(url.searchParams.get('as') ?? '');
    if (person === undefined) return sendRefusal(response, unknownPerson);
    const { last } = port.handle({
      key: `browser:${randomUUID()}`,
      actor: personToActor(person),
      place: personPlace(person.user),
      locale: reader.locale,
      canOpenForm: false,
      what: { type: 'homeOpened' },
    });
    const { reply } = await last;
    if (reply === undefined) return sendJson(response, 404, { error: 'There is no Home here.' });
    sendJson(response, 200, { card: cardToWire(reply, port.words, reader) });
  });

  /** Opens what a command answers, to be left open. */
  const board = data(async ({ response, url, reader }) => {
    const user = url.searchParams.get('as') ?? '';
    const name = url.searchParams.get('name') ?? '';
    if (listed(user) === undefined) return sendRefusal(response, unknownPerson);
    if (!boardNames.includes(name)) return sendJson(response, 404, noPage);
    boards.open(response, { name, user, reader });
  });

  const start = data(async ({ response, url, reader }, port) => {
    sendJson(response, 200, startData(options, port, reader, usersIn(url)));
  });

  const act = data(async ({ request, response, reader }, port) => {
    const read = await readJson(request);
    if ('refusal' in read) return sendRefusal(response, read.refusal);
    const parsed = parseAct(read.body);
    if ('status' in parsed) return sendRefusal(response, parsed);
    const person = shown(parsed.as);
    if (person === undefined) return sendRefusal(response, unknownPerson);
    const place = actPlaceFor(person.user, parsed.place, options.branches());
    if (place === undefined) return sendRefusal(response, unknownPlace);
    const zone = options.zone();
    const asked = actToRequest(parsed, {
      person,
      place,
      locale: reader.locale,
      zone: formZone(reader, zone),
    });
    if ('status' in asked) return sendRefusal(response, asked);
    if (!mayDo(asked.what, person)) return sendRefusal(response, unknownPerson);
    const { redrawn } = await streamAnswers(asked, response, port, {
      now: options.clock.now,
      zone,
      reader,
    });
    if (redrawn === undefined || asked.what.type !== 'pressed' || asked.what.message === undefined) return;
    // The same person may have several pages open: all of them get the redrawn card, through their streams.
    const message = { message: asked.what.message, at: options.clock.now(), card: redrawn.card };
    live.publish(parsed.place, (each) => ({
      type: 'update',
      place: parsed.place,
      message: shownToWire(message, port.words, each, options.zone()),
    }));
    port.drawn(redrawn.posting, redrawn.revision);
  }, true);

  function listed(user: string): Acting | undefined {
    return options.people().find((person) => person.user === user);
  }

  /** Whose conversation is shown: also that of whoever left the list during a call. */
  function shown(user: string): Acting | undefined {
    return listed(user) ?? options.left?.(user);
  }

  /** Whoever left the list presses the buttons of their calls, and nothing else. */
  function mayDo(what: What, { user }: Acting): boolean {
    if (listed(user) !== undefined) return true;
    return (
      what.type === 'pressed' && what.record !== undefined && options.left?.(user, what.record) !== undefined
    );
  }

  const underDesk: Handler = async (visit) => {
    const name = visit.url.pathname.slice('/desk/'.length);
    if (name === 'words') return words(visit);
    if (name === 'start') return start(visit);
    if (name === 'home') return home(visit);
    if (name === 'board') return board(visit);
    if (name === 'state') return state(visit);
    if (name === 'events') return events(visit);
    return sendAsset(visit.response, name);
  };

  /** What the page says by itself is no secret: it must be able to say that the key is missing. */
  const words: Handler = async ({ response, reader }) => {
    const port = desk();
    if (port === undefined) return sendJson(response, 503, { error: 'The desk is not running yet.' });
    sendJson(response, 200, pageWords(port, reader));
  };

  /** Lets only this computer's own browser through, and turns whatever is thrown into a sentence. */
  function guarded(handler: Handler): HttpRoute['handle'] {
    return async (request, response) => {
      try {
        const refusal = refusalOf(request);
        if (refusal !== undefined) return sendRefusal(response, refusal);
        const url = new URL(request.url ?? '/', 'http://127.0.0.1');
        await handler({ request, response, url, reader: readerOf(request, url) });
      } catch (thrown) {
        const error = toDeskError(thrown);
        options.log.error({ code: error.code, error: error.message }, 'The page could not be answered');
        if (response.headersSent) response.destroy();
        else sendJson(response, 500, { error: 'Something went wrong at the desk.' });
      }
    };
  }

  return [
    ...pages.map((path) => ({ method: 'GET' as const, path, handle: guarded(page) })),
    { method: 'GET', path: '/desk/', handle: guarded(underDesk) },
    { method: 'POST', path: '/desk/act', handle: guarded(act) },
  ];
}

async function sendAsset(response: ServerResponse, name: string): Promise<void> {
  const asset = await readAsset(name);
  if (asset === undefined) return sendJson(response, 404, noPage);
  response.writeHead(200, assetHeaders(asset.contentType));
  response.end(asset.bytes);
}

/** Who is open on the page. */
function usersIn(url: URL): readonly string[] {
  return (url.searchParams.get('as') ?? '').split(',').filter((user) => user !== '');
}

function readerOf(request: IncomingMessage, url: URL): Reader {
  const zone = url.searchParams.get('zone') ?? '';
  return { locale: localeOf(request), ...(isZone(zone) ? { zone } : {}) };
}

/** The reader's first language; what it cannot be is sorted out where words are drawn. */
function localeOf(request: IncomingMessage): string {
  return /^[A-Za-z-]{2,35}/.exec(request.headers['accept-language'] ?? '')?.[0] ?? 'en';
}
