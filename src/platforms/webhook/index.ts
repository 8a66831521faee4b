export { webhookProblem } from './connect.ts';
export { createWebhook, type WebhookOptions } from './webhook.ts';
