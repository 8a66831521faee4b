import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder';

// A process with the smallest bot of the Bot Framework: it says back what it is told, without authentication.

class Adapter extends CloudAdapter {
  take(activity: Activity, logic: (context: TurnContext) => Promise<void>): Promise<unknown> {
    return this.processActivity('', activity, logic);
  }
}

const adapter = new Adapter(new ConfigurationBotFrameworkAuthentication({}));
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const activity = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Activity;
    const echo = async (context: TurnContext) => void (await context.sendActivity(activity.text));
    void adapter.take(activity, echo).then(() => response.end());
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
