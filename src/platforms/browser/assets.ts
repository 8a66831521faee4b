import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface Asset {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const css = 'text/css; charset=utf-8';
const javascript = 'text/javascript; charset=utf-8';

/** Everything that can be fetched, by name: a list, so that no path of a request ever reaches the disk. */
const pageFiles: Readonly<Record<string, string>> = {
  'page.html': 'text/html; charset=utf-8',
  'board.html': 'text/html; charset=utf-8',
  'board.css': css,
  'board.js': javascript,
  'theme.css': css,
  'page.css': css,
  'controls.css': css,
  'cards.css': css,
  'narrow.css': css,
  'low.css': css,
  'contrast.css': css,
  'page.js': javascript,
  'back.js': javascript,
  'elements.js': javascript,
  'numbers.js': javascript,
  'stopped.js': javascript,
  'desk.js': javascript,
  'acts.js': javascript,
  'attempt.js': javascript,
  'buttons.js': javascript,
  'cards.js': javascript,
  'moved.js': javascript,
  'inputs.js': javascript,
  'counter.js': javascript,
  'reveal.js': javascript,
  'host-config.js': javascript,
  'chooser.js': javascript,
  'person.js': javascript,
  'places.js': javascript,
  'home.js': javascript,
  'pane.js': javascript,
  'pinned.js': javascript,
  'dialled.js': javascript,
  'conversation.js': javascript,
  'kept.js': javascript,
  'lines.js': javascript,
  'refresh.js': javascript,
  'not-sent.js': javascript,
  'open-form.js': javascript,
  'strip.js': javascript,
  'days.js': javascript,
  'offered.js': javascript,
  'reading.js': javascript,
  'command-line.js': javascript,
  'form-dialog.js': javascript,
  'draft.js': javascript,
  'unsent.js': javascript,
  'notice.js': javascript,
};

const rendererFile = 'adaptivecards.min.js';

/** A part of the page, read from disk; undefined when there is none of that name. */
export async function readAsset(name: string): Promise<Asset | undefined> {
  if (name === rendererFile) {
    const path = createRequire(import.meta.url).resolve(`adaptivecards/dist/${rendererFile}`);
    return { contentType: javascript, bytes: await readFile(path) };
  }
  const contentType = Object.hasOwn(pageFiles, name) ? pageFiles[name] : undefined;
  if (contentType === undefined) return undefined;
  return { contentType, bytes: await readFile(fileURLToPath(new URL(`./page/${name}`, import.meta.url))) };
}
