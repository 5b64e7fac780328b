export interface ServiceProbe {
  readonly url: string;
  /** `ok`: only a 2xx answer shows that it serves. `any`: that it answers at all does. */
  readonly answer: 'ok' | 'any';
}

const ANSWER_WITHIN_MS = 2_000;

export async function serves({ url, answer }: ServiceProbe): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await response.body?.cancel();
    return answer === 'any' || response.ok;
  } catch {
    return false;
  }
}
