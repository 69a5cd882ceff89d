import { h } from '../dom.js';
import { get, part, post, remove } from '../api.js';
import { ask, badge, busy, button, card, copy, dataTable, head, primary, time, toast } from '../parts.js';

const SCOPES = {
  ingest: 'send, change and remove rows',
  read: 'see tables, receipts, dead letters and reports',
  replay: 'mend, replay and discard dead letters',
  backup: 'make, check and restore backups',
  admin: 'make and revoke keys, and everything else',
};

/** Who may do what. A key is shown once, when it is made. */
export default async function keys({ session, signal }) {
  const { keys: all } = await get('/v1/keys', { signal });
  const create = primary('Make a key', { onclick: () => busy(create, make) }, 'plus');
  const state = (key) => (key.revokedAt ? badge('', 'revoked') : badge('good', 'valid'));
  return h(
    'div',
    {},
    head('Keys', 'A key says who may do what. Only its hash is kept: it is shown once, when it is made.', create),
    card(
      undefined,
      {},
      dataTable({
        caption: 'API keys',
        columns: [
          { key: 'name', label: 'Name', cell: (key) => [key.name || h('span', { class: 'muted' }, 'no name'), key.id === session.keyId && [' ', badge('flight', 'yours')]] },
          { key: 'id', label: 'Id', cell: (key) => h('code', {}, key.id) },
          { key: 'scopes', label: 'May', value: (key) => key.scopes.join(' '), cell: (key) => h('span', { class: 'row tight-row' }, key.scopes.map((scope) => badge('', scope))) },
          { key: 'createdAt', label: 'Made', cell: (key) => (key.createdAt ? [time(key.createdAt), h('span', { class: 'hint' }, ` by ${key.createdBy}`)] : h('span', { class: 'muted' }, 'by the configuration')) },
          { key: 'revokedAt', label: 'State', cell: (key) => [state(key), key.revokedAt && [' ', time(key.revokedAt)]] },
          { key: 'revoke', label: 'Revoke', sort: false, cell: (key) => (key.revokedAt || !key.createdAt ? h('span', { class: 'muted' }, '–') : revoke(key, session)) },
        ],
        rows: all,
      }),
    ),
  );
}

const reload = () => window.dispatchEvent(new HashChangeEvent('hashchange'));

function revoke(key, session) {
  const element = button('Revoke', { class: 'button small', 'aria-label': `Revoke ${key.name || key.id}`, onclick: () => busy(element, async () => {
    const yours = key.id === session.keyId;
    const sure = await ask({
      title: `Revoke ${key.name || key.id}?`,
      action: 'Revoke',
      danger: true,
      body: h('p', {}, 'Whoever uses it is locked out within a second, browsers included. It can’t be undone.', yours && ' It is the key you signed in with: your session ends as well.'),
    });
    if (!sure) return;
    await remove(`/v1/keys/${part(key.id)}`);
    toast('Revoked.');
    reload();
  }) });
  return element;
}

async function make() {
  const name = h('input', { type: 'text', maxlength: 200, autocomplete: 'off', placeholder: 'nightly import' });
  const boxes = Object.entries(SCOPES).map(([scope, what]) => ({ scope, box: h('input', { type: 'checkbox', value: scope, checked: scope === 'ingest' }), what }));
  const wish = await ask({
    title: 'Make a key',
    action: 'Make it',
    read: () => ({ name: name.value, scopes: boxes.filter(({ box }) => box.checked).map(({ scope }) => scope) }),
    body: h(
      'div',
      { class: 'stack' },
      h('label', { class: 'field' }, h('span', {}, 'What it is for'), name),
      h('fieldset', {}, h('legend', {}, 'It may'), boxes.map(({ scope, box, what }) => h('label', { class: 'check' }, box, h('span', {}, h('strong', {}, scope), `: ${what}`)))),
    ),
  });
  if (!wish) return;
  const made = await post('/v1/keys', wish);
  const text = h('code', { class: 'secret' }, made.key);
  await ask({
    title: 'The key is made',
    action: 'I have kept it',
    body: h('div', { class: 'stack' }, h('p', {}, 'Copy it now: nobody can show it again.'), h('p', { class: 'secret-box' }, text), button('Copy', { onclick: () => copy(made.key, text) })),
  });
  reload();
}
