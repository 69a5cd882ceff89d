// Speaks to the API with the session's cookie, and knows whether the server answers.

const MARK = { 'Sluice-Console': '1' };

/** An answer that isn't what was asked for, in the server's own words. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The server answered with ${status}.`);
    this.status = status;
    this.body = body;
    this.type = (body.type || '').replace('/problems/', '');
    this.title = body.title || 'That did not work';
  }
}

/** The server can't be reached at all. */
export class Unreachable extends Error {
  constructor() {
    super('The server does not answer.');
    this.title = 'No connection';
  }
}

export const connection = new EventTarget();
let lost = false;

export const isLost = () => lost;

function found() {
  if (lost) {
    lost = false;
    connection.dispatchEvent(new Event('back'));
  }
}

function gone() {
  if (lost) return;
  lost = true;
  connection.dispatchEvent(new Event('lost'));
  const ask = async () => {
    try {
      const answer = await fetch('/actuator/health/liveness', { cache: 'no-store' });
      if (answer.ok) return found();
    } catch {
      // Still away: asked again below.
    }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
}

/** Numbers that a script can't hold keep their digits as text. */
function exact(key, value, context) {
  return typeof value === 'number' && context?.source && !Number.isSafeInteger(value) && String(value) !== context.source
    ? context.source
    : value;
}

export const parse = (text) => JSON.parse(text, exact);

export async function send(method, path, { json, body, headers = {}, signal } = {}) {
  const all = { Accept: 'application/json', ...MARK, ...headers };
  let content = body;
  if (json !== undefined) {
    all['Content-Type'] = 'application/json';
    content = typeof json === 'string' ? json : JSON.stringify(json);
  }
  let answer;
  try {
    answer = await fetch(path, { method, headers: all, body: content, signal, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    gone();
    throw new Unreachable();
  }
  found();
  if (!answer.ok) throw await problem(answer);
  return answer;
}

export async function problem(answer) {
  // A gateway whose services are away answers for them.
  if (answer.status === 502 || answer.status === 504) {
    gone();
    return new Unreachable();
  }
  let body = {};
  try {
    body = parse(await answer.text());
  } catch {
    body = { title: `The server answered with ${answer.status}.` };
  }
  if (answer.status === 401 && !answer.url.endsWith('/v1/session')) connection.dispatchEvent(new Event('signed-out'));
  return new Problem(answer.status, body);
}

async function read(answer) {
  const text = await answer.text();
  return text === '' ? null : parse(text);
}

export const get = async (path, more) => read(await send('GET', path, more));
export const post = async (path, json, more) => read(await send('POST', path, { json, ...more }));
export const put = async (path, json, more) => read(await send('PUT', path, { json, ...more }));
export const remove = async (path, more) => read(await send('DELETE', path, more));

export const part = encodeURIComponent;

export function query(path, parameters) {
  const search = new URLSearchParams();
  Object.entries(parameters).forEach(([name, value]) => {
    if (value !== undefined && value !== null && value !== '') search.set(name, value);
  });
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

let contracts;

/** The tables with their columns and rules, parents first. */
export function tables() {
  contracts ??= get('/v1/tables')
    .then((answer) => answer.tables)
    .catch((error) => {
      contracts = undefined;
      throw error;
    });
  return contracts;
}

export function forgetTables() {
  contracts = undefined;
}

/** Follows a batch until every row is stored or set aside; `changed` hears of each receipt. */
export async function follow(batchId, changed, signal) {
  for (;;) {
    let receipt;
    try {
      receipt = await get(`/v1/batches/${part(batchId)}`, { signal });
    } catch (error) {
      // The ledger hears of a batch a moment after its receipt was given, and a lost server comes back.
      if (!(error instanceof Unreachable) && ![404, 502, 503, 504].includes(error.status)) throw error;
    }
    if (receipt) {
      changed(receipt);
      if (receipt.state === 'settled') return receipt;
    }
    await pause(receipt ? 400 : 700, signal);
  }
}

export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('left', 'AbortError'));
    });
  });
}
