import type { ServerResponse } from 'node:http';
import type { Text } from '../chat/text.ts';
import type { Words } from '../chat/words.ts';
import { draftKeptMs } from '../desk/incidents/index.ts';
import { checkInsKeptMs } from '../desk/lone/index.ts';
import { reachKeptMs } from '../desk/reach/index.ts';
import type { HttpRoute } from '../platforms/platform.ts';
import { dayMs } from '../time.ts';
import { say } from './privacy.texts.en.ts';

/**
 * `GET /privacy`: what the desk stores, in words for anybody. A catalogue of apps wants such an address, and whoever
 * adds the app may follow it.
 *
 * @param organisation its name now; undefined while nobody has said it
 */
export function createPrivacyPage(words: Words, organisation: () => string | undefined): HttpRoute {
  return {
    method: 'GET',
    path: '/privacy',
    handle: async (_request, response) => send(response, toHtml(words, organisation())),
  };
}

function toHtml(words: Words, name: string | undefined): string {
  const organisation = name ?? say('privacy.yours');
  const days = { draft: draftKeptMs / dayMs, reach: reachKeptMs / dayMs, checkIn: checkInsKeptMs / dayMs };
  const draw = (text: Text) => escaped(words.draw(text, { locale: 'en' }));
  const part = (tag: string, key: Parameters<typeof say>[0]) =>
    `<${tag}>${draw(say(key, { organisation, ...days }))}</${tag}>`;
  const title = draw(say('privacy.title', { organisation }));
  const lines = [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${title}</title>`,
    '<meta name="viewport" content="width=device-width"></head><body><main>',
    `<h1>${title}</h1>`,
    part('p', 'privacy.intro'),
    part('h2', 'privacy.what'),
    part('p', 'privacy.what.staff'),
    part('p', 'privacy.what.accounts'),
    part('p', 'privacy.what.records'),
    part('p', 'privacy.what.checkIns'),
    part('p', 'privacy.what.chat'),
    part('h2', 'privacy.where'),
    part('p', 'privacy.where.desk'),
    part('p', 'privacy.where.through'),
    part('h2', 'privacy.long'),
    part('p', 'privacy.long.short'),
    part('p', 'privacy.long.records'),
    '<section id="terms">',
    part('h2', 'privacy.terms'),
    part('p', 'privacy.terms.text'),
    '</section></main></body></html>',
  ];
  return `${lines.join('\n')}\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function send(response: ServerResponse, page: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(page);
}
