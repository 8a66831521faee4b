/** The cookie that the printed address of the page is exchanged for. */
export async function exchangeKey(page: string): Promise<string> {
  const response = await fetch(page, { redirect: 'manual' });
  await response.arrayBuffer();
  return (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}
