// Signs in, then shows the page that the address names.

import { announce, h, replace } from './dom.js';
import { Unreachable, connection, forgetTables, get, pause, post } from './api.js';
import { failure } from './parts.js';
import { firstPage, may, scopeOf, shell, startTheme } from './shell.js';

const app = document.getElementById('app');
let frame;
let session;
let leave = new AbortController();
let shown;

/** `#/letters/42?state=open` as path, parts and query. */
function address() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
  const [page, ...parts] = path.split('/').map(decodeURIComponent);
  return { page, parts, query: Object.fromEntries(new URLSearchParams(search ?? '')) };
}

async function show() {
  if (location.hash === '#main') return;
  const where = address();
  if (where.page === 'sign-in') {
    await useLink(where.parts[0]);
    return;
  }
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const scope = scopeOf(where.page);
  if (!scope) {
    location.replace(`#/${firstPage(session)}`);
    return;
  }
  frame.mark(where.page);
  if (!may(session, scope)) {
    if (where.page === '') location.replace(`#/${firstPage(session)}`);
    else replace(frame.main, failure({ title: 'Not with this key', message: `This page needs a key with the scope ${scope}.` }));
    return;
  }
  try {
    const page = await import(`./pages/${where.page || 'overview'}.js`);
    const content = await page.default({ ...where, session, signal, may: (wanted) => may(session, wanted) });
    if (signal.aborted) return;
    replace(frame.main, content);
    const title = frame.main.querySelector('h1');
    document.title = `${title?.textContent ?? 'Sluice'} · Sluice`;
    if (shown !== undefined && shown !== where.page) {
      title?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
      announce(title?.textContent ?? '');
    }
    shown = where.page;
  } catch (error) {
    if (signal.aborted || error.name === 'AbortError') return;
    replace(frame.main, failure(error, show));
  }
}

async function useLink(token) {
  history.replaceState(null, '', '#/');
  try {
    enter(await post('/v1/session', { link: token }));
  } catch (error) {
    if (session?.signedIn) await show();
    else await door(`${error.message} Sign in with a key instead.`);
  }
}

function enter(answer) {
  session = answer;
  forgetTables();
  frame = shell(session, () => door());
  replace(app, frame.frame);
  shown = undefined;
  show();
}

async function door(message) {
  leave.abort();
  session = undefined;
  const page = await import('./pages/sign-in.js');
  replace(app, page.default(enter, message));
  document.title = 'Sign in · Sluice';
  app.querySelector('input')?.focus();
}

async function start() {
  startTheme();
  const link = address().page === 'sign-in';
  for (;;) {
    try {
      session = await get('/v1/session');
      break;
    } catch (error) {
      replace(app, h('div', { class: 'boot' }, failure(error instanceof Unreachable ? { title: 'No connection', message: 'The server does not answer. Trying again…' } : error)));
      await pause(1000);
    }
  }
  if (link) await useLink(address().parts[0]);
  else if (session.signedIn) enter(session);
  else await door();
}

window.addEventListener('hashchange', () => {
  if (session?.signedIn || address().page === 'sign-in') show();
});
connection.addEventListener('signed-out', () => {
  if (session?.signedIn) door('Your session has ended: it ran out, or its key was revoked. Sign in again to go on.');
});
connection.addEventListener('back', () => {
  if (session?.signedIn && frame?.main.querySelector('.notice.error')) show();
});

start();
