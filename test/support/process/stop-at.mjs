// Loaded with --import before the compiled program, which knows nothing of it. Counts the moments at which the program
// touches the world outside of itself: a request that arrives, a reply that leaves, a call to a platform, a write to
// the disk. At the moment whose number it was given it kills the process as `kill -9` does; nothing runs after that.
// Node publishes these moments for tracing; only writes are wrapped, because Node says nothing of them.
import diagnostics from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import { open } from 'node:fs/promises';

const { STOP_AT_MOMENT, MOMENTS_FILE = '' } = process.env;
const stopAt = Number(STOP_AT_MOMENT);
/** Counting begins with the first request to this path, so that the start itself is not counted. */
const firstPath = '/slack/events';
let count = 0;
let counting = false;

function moment(name) {
  if (!counting) return;
  count += 1;
  appendFileSync(MOMENTS_FILE, `${name}\n`);
  if (count === stopAt) process.kill(process.pid, 'SIGKILL');
}

const isPlatform = ({ path }) => path.startsWith('/api/') || path.startsWith('/respond/');
const called = ({ path }) => path.replace(/^\/api\//, '').replace(/^\/respond\/.*/, 'response_url');

diagnostics.subscribe('http.server.request.start', ({ request }) => {
  if (request.url !== firstPath) return;
  counting = true;
  moment('a delivery has arrived');
});
diagnostics.subscribe('http.server.response.finish', ({ request }) => {
  if (request.url === firstPath) moment('its reply has been sent');
});
for (const [channel, name] of [
  ['undici:request:create', 'is about to be called'],
  ['undici:request:bodySent', 'was asked and has not answered'],
  ['undici:request:headers', 'has answered and the answer was not read'],
]) {
  diagnostics.subscribe(channel, ({ request }) => {
    if (isPlatform(request)) moment(`${called(request)} ${name}`);
  });
}

const probe = await open(new URL(import.meta.url), 'r');
const prototype = Object.getPrototypeOf(probe);
await probe.close();
for (const method of ['write', 'datasync', 'sync']) {
  const real = prototype[method];
  prototype[method] = async function (...args) {
    moment(`the disk is about to ${method}`);
    const result = await real.apply(this, args);
    moment(`the disk has done ${method}`);
    return result;
  };
}
