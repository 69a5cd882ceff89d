import { h, replace } from '../dom.js';
import { get, query, tables } from '../api.js';
import { count, plural, words } from '../format.js';
import { badge, busy, button, card, empty, head, linkButton, select, time } from '../parts.js';
import { discardMany, replayMany, replayProgress, replays } from '../replay.js';
import letter from './letter.js';

const STATES = { open: 'Open', parked: 'Parked', resolved: 'Mended', replaced: 'Replaced', discarded: 'Discarded', all: 'All' };
const FILTERS = ['table', 'rule', 'field', 'state', 'batch', 'source', 'from', 'to', 'q'];

/** The desk: what was set aside, why, and what to do with it. */
export default async function letters(context) {
  if (context.parts.length > 0) return letter(context);
  const { query: asked, signal, may } = context;
  const filter = Object.fromEntries(FILTERS.filter((name) => asked[name]).map((name) => [name, asked[name]]));
  const [contracts, page, groups, byTable, running] = await Promise.all([
    tables(),
    get(query('/v1/dead-letters', { ...filter, limit: 50 }), { signal }),
    get(query('/v1/dead-letters/groups', { ...filter, rule: '', field: '', by: 'reason' }), { signal }),
    get(query('/v1/dead-letters/groups', { ...filter, by: 'table' }), { signal }),
    may('replay') ? replays(signal) : [],
  ]);
  const table = filter.table ?? (contracts.length === 1 ? contracts[0].table : onlyTable(byTable));
  const matching = byTable.letters;
  const ticked = new Set();
  const bar = h('div', { class: 'desk-bar' });
  const state = filter.state ?? 'open';
  const drawBar = () => replace(bar, actions({ filter, matching, complete: byTable.complete, ticked, may, table, state }));
  const list = letterList(page, ticked, drawBar, signal);
  drawBar();
  return h(
    'div',
    {},
    head('Dead letters', 'Rows that were set aside, with their bytes as they came and every reason. Nothing is lost: mend and replay them, or discard what was never meant.'),
    running.map((run) => replayProgress(run, signal)),
    groups.groups.length > 0 && groupCard(groups, filter),
    card(undefined, {}, filterBar(filter, contracts), bar, page.letters.length === 0 ? nothing(filter, state) : list),
  );
}

/** The one that every match is of, where all were counted. */
function onlyTable({ groups, complete }) {
  return complete && groups.length === 1 ? groups[0].name : undefined;
}

function go(filter) {
  location.hash = query('#/letters', filter);
}

function groupCard(groups, filter) {
  const most = Math.max(...groups.groups.map((group) => group.letters));
  return card(
    undefined,
    {},
    h('div', { class: 'card-head' }, h('h2', {}, 'Why rows were set aside'), h('span', { class: 'hint' }, `${plural(groups.letters, 'letter', 'letters')}; one with several reasons counts in each`)),
    h(
      'ul',
      { class: 'groups' },
      groups.groups.slice(0, 16).map((group) => {
        const [rule, field] = group.name.split('/');
        const chosen = filter.rule === rule && (filter.field ?? '') === (field ?? '');
        return h(
          'li',
          {},
          h(
            'a',
            { href: query('#/letters', chosen ? { ...filter, rule: '', field: '' } : { ...filter, rule, field }), 'aria-current': chosen ? 'true' : undefined },
            h('span', { class: 'group-name' }, words(rule), field && [' · ', h('code', {}, field)]),
            h('span', { class: 'group-bar', vars: { '--share': `${(100 * group.letters) / most}%` }, 'aria-hidden': 'true' }),
            h('span', { class: 'num' }, count(group.letters)),
          ),
        );
      }),
    ),
  );
}

function filterBar(filter, contracts) {
  const set = (name) => (value) => go({ ...filter, [name]: value });
  const chips = ['rule', 'field', 'batch', 'source', 'from', 'to'].filter((name) => filter[name]);
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'filters' },
      select('State', Object.entries(STATES).map(([value, label]) => ({ value, label })), filter.state ?? 'open', set('state')),
      select('Table', [{ value: '', label: 'All tables' }, ...contracts.map((contract) => ({ value: contract.table, label: contract.table }))], filter.table ?? '', set('table')),
      h(
        'label',
        { class: 'field' },
        h('span', {}, 'Text in the row'),
        h('input', { type: 'search', value: filter.q ?? '', placeholder: 'at least 3 letters', onchange: (event) => (event.target.value.length === 0 || event.target.value.length > 2) && set('q')(event.target.value) }),
      ),
    ),
    chips.length > 0 && h('p', { class: 'row chips' }, chips.map((name) => h('button', { type: 'button', class: 'chip', 'aria-label': `No longer only ${name} ${filter[name]}`, onclick: () => go({ ...filter, [name]: '' }) }, `${name}: ${filter[name]}`, h('span', { 'aria-hidden': 'true' }, ' ×')))),
  );
}

function actions({ filter, matching, complete, ticked, may, table, state }) {
  const few = ticked.size > 0;
  const chosen = few ? { ids: [...ticked] } : filter;
  const number = few ? ticked.size : matching;
  const name = few ? `${count(number)} ticked` : `all ${count(number)}${complete ? '' : '+'}`;
  const usable = ['open', 'parked', 'discarded'].includes(state);
  return h(
    'div',
    { class: 'row' },
    h('strong', { role: 'status' }, `${count(matching)}${complete ? '' : '+'} ${matching === 1 ? 'letter' : 'letters'}`),
    may('replay') && usable && number > 0 && [
      (() => {
        const go = button(`Replay ${name}`, { class: 'button small', onclick: () => busy(go, () => replayMany(chosen, number)) });
        return go;
      })(),
      state !== 'discarded' && (() => {
        const go = button(`Discard ${name}`, { class: 'button small', onclick: () => busy(go, () => discardMany(chosen, number)) });
        return go;
      })(),
    ],
    table && matching > 0 && linkButton('CSV to mend', query('/v1/dead-letters', { ...filter, table, format: 'csv' }), 'down', { class: 'button small', download: `${table}.rejects.csv` }),
    filter.batch && may('ingest') && linkButton('Upload mended CSV', query('#/upload', { corrects: filter.batch }), 'upload', { class: 'button small' }),
  );
}

function letterList(first, ticked, changed, signal) {
  const body = h('tbody', { role: 'rowgroup' });
  const more = h('div', { class: 'more' });
  const all = h('input', { type: 'checkbox', 'aria-label': 'Tick all that are shown', onchange: () => {
    body.querySelectorAll('input').forEach((box) => {
      box.checked = all.checked;
      tick(box);
    });
    changed();
  } });
  const tick = (box) => (box.checked ? ticked.add(box.value) : ticked.delete(box.value));

  function add(page) {
    body.append(...page.letters.map((each) => line(each, (box) => { tick(box); changed(); })));
    const next = page.links?.next;
    replace(more, next && (() => {
      const go = button('Show more', { onclick: () => busy(go, async () => add(await get(next, { signal }))) });
      return go;
    })());
  }

  add(first);
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'table-scroll', role: 'region', 'aria-label': 'Dead letters', tabindex: '0' },
      // The roles stay when a narrow screen lays the rows out as cards.
      h('table', { class: 'letters', role: 'table' }, h('caption', { class: 'sr-only' }, 'Dead letters, newest first'), h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, h('td', { role: 'cell' }, all), ['Row', 'Reasons', 'As it came', 'Set aside'].map((label) => h('th', { scope: 'col', role: 'columnheader' }, label)))), body),
    ),
    more,
  );
}

function line(each, ticking) {
  const box = h('input', { type: 'checkbox', value: each.id, 'aria-label': `Tick ${nameOf(each)}`, onchange: () => ticking(box) });
  return h(
    'tr',
    { role: 'row' },
    h('td', { role: 'cell' }, box),
    h('th', { scope: 'row', role: 'rowheader' }, h('a', { href: `#/letters/${each.id}` }, nameOf(each)), each.state !== 'open' && h('div', {}, badge(each.state, STATES[each.state]?.toLowerCase() ?? each.state)), each.attempt > 1 && h('div', { class: 'hint' }, `attempt ${each.attempt}`)),
    h('td', { role: 'cell' }, each.reasons.slice(0, 4).map((reason) => h('div', { class: 'reason' }, reason.field && [h('code', {}, reason.field), ' '], reason.message))),
    h('td', { role: 'cell' }, h('code', { class: 'payload' }, each.text === undefined ? '(not text)' : each.text.slice(0, 160) || '(empty)')),
    h('td', { role: 'cell' }, time(each.time)),
  );
}

export const nameOf = (each) => `${each.table}${each.key ? ` ${each.key}` : each.row ? `, row ${count(each.row)}` : ''}`;

function nothing(filter, state) {
  return Object.keys(filter).length === 0 ? empty('No row is set aside', 'Rows that break their contract show here, with every reason. There are none.') : empty('No dead letter matches', `None is ${STATES[state]?.toLowerCase() ?? state} and fits the filter.`, h('p', {}, linkButton('Clear the filter', '#/letters')));
}
