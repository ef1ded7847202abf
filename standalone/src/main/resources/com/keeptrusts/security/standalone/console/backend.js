/** What the API refused, in its own words. `type` is the last part of the problem's type. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail ?? 'The console cannot be reached; try again.');
    this.type = (problem.type ?? '').replace('/problems/', '');
  }
}

/** Asks the console's backend, which keeps the tokens. */
export async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch('/console/api' + path, {
      method,
      headers: {'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refused({});
  }
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refused(json);
  }
  return json;
}
