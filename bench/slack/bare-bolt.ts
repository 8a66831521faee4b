import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver } from '@slack/bolt';
import { botToken, signingSecret } from './workspace.ts';

// A process with the smallest Bolt app that takes one command: it checks the signature and acknowledges. Its arguments
// are the command and the address of the Web API.

const [command, slackApiUrl] = process.argv.slice(2);
if (command === undefined || slackApiUrl === undefined) throw new Error('Which command, and which Web API?');

const receiver = new HTTPReceiver({ signingSecret });
const app = new App({ token: botToken, receiver, clientOptions: { slackApiUrl } });
app.command(command, async ({ ack }) => {
  await ack();
});
const server = await receiver.start({ port: 0, host: '127.0.0.1' });
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
