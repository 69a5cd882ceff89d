import { append, h, replace, setText } from '../dom.js';
import { get, isLost, pause } from '../api.js';
import { count, plural, rate, rows, short } from '../format.js';
import { badge, card, empty, failure, head, linkButton, notice, receiptBar, stacked, time } from '../parts.js';
import { icon } from '../icons.js';

const EVERY = 1500;

/** The way of a row, live: where rows are, how fast they move, what stands still. */
export default async function overview({ signal, may }) {
  const balance = conservation();
  const wrong = card('Right now', { class: 'now' });
  const found = h('div', { class: 'stack tight' });
  wrong.append(found);
  const way = canal();
  const lanes = lanesTable();
  const recent = h('div', {});
  const page = h(
    'div',
    {},
    head('Overview', 'Every row that was accepted is in one of these places, at any moment.', may('ingest') && linkButton('Upload files', '#/upload', 'upload', { class: 'button primary' })),
    balance.element,
    wrong,
    card('The way of a row', { class: 'way' }, way.element, lanes.element),
    card('Latest batches', {}, recent),
  );

  let lastTroubles = '';
  let lastBatches = '';
  async function look() {
    const [status, batches] = await Promise.all([get('/v1/status', { signal }), get('/v1/batches?limit=8', { signal })]);
    balance.show(status);
    way.show(status);
    lanes.show(status.tables);
    const troubles = JSON.stringify(status.troubles);
    if (troubles !== lastTroubles) {
      lastTroubles = troubles;
      replace(found, status.troubles.length === 0 ? notice('good', 'Nothing is wrong.', 'All stages work, and no row was set aside.') : status.troubles.map(trouble));
    }
    const shown = JSON.stringify(batches);
    if (shown !== lastBatches) {
      lastBatches = shown;
      replace(recent, latest(batches.batches, may));
    }
  }

  await look();
  live(look, found, signal, () => { lastTroubles = ''; });
  return page;
}

async function live(look, box, signal, again) {
  let failed = false;
  while (!signal.aborted) {
    try {
      await pause(EVERY, signal);
      if (document.hidden) continue;
      await look();
      failed = false;
    } catch (error) {
      if (error.name === 'AbortError') return;
      // A lost server is said in the banner, by those who lost it.
      if (!failed && !isLost()) {
        replace(box, failure(error));
        again();
      }
      failed = true;
    }
  }
}

function conservation() {
  const terms = {};
  const term = (kind, label, sign) => {
    terms[kind] = h('strong', { class: 'figure' });
    return [h('span', { class: 'sign', 'aria-hidden': 'true' }, sign), h('span', { class: `term ${kind}` }, terms[kind], h('span', {}, label))];
  };
  const bar = h('div', {});
  const said = h('p', { class: 'verdict' });
  const element = h(
    'section',
    { class: 'card balance', 'aria-label': 'Conservation of rows' },
    h('div', { class: 'equation' }, term('received', 'received', '').slice(1), term('stored', 'stored', '='), term('dead', 'set aside', '+'), term('waiting', 'waiting', '+'), term('flight', 'in flight', '+')),
    bar,
    said,
  );
  let last = '';
  return {
    element,
    show(status) {
      const { rows: all } = status;
      setText(terms.received, count(all.received));
      setText(terms.stored, count(all.stored));
      setText(terms.dead, count(all.dead));
      setText(terms.waiting, count(all.waiting));
      setText(terms.flight, count(all.inFlight));
      ['dead', 'waiting', 'flight'].forEach((kind) => terms[kind].classList.toggle('zero', terms[kind].textContent === '0'));
      const now = JSON.stringify([all, status.receiving]);
      if (now !== last) {
        last = now;
        replace(bar, stacked([
          { kind: 'stored', label: 'stored', value: all.stored },
          { kind: 'dead', label: 'set aside', value: all.dead },
          { kind: 'waiting', label: 'waiting', value: all.waiting },
          { kind: 'flight', label: 'in flight', value: all.inFlight },
        ]));
      }
      const adds = all.received === all.stored + all.dead + all.waiting + all.inFlight;
      const fresh = status.asOf ? freshness(status) : 'How far the tables are behind the log is not known yet.';
      const coming = status.receiving > 0 ? ` ${plural(status.receiving, 'upload is', 'uploads are')} coming in.` : '';
      const sum = all.received === 0 ? 'No row has come in yet.' : adds ? 'Every row is accounted for.' : 'The counters are being read while rows move.';
      const text = `${sum} ${fresh}${coming}`;
      if (said.textContent !== text) replace(said, icon(adds ? 'check' : 'clock'), h('span', {}, text));
    },
  };
}

function freshness(status) {
  const behind = (new Date(status.at) - new Date(status.asOf)) / 1000;
  return behind < 5 ? 'The tables mirror the log as of now.' : `The tables mirror the log as of ${Math.round(behind)} seconds ago.`;
}

function trouble({ severity, what, action, link }) {
  return notice(severity, what, action, link && linkButton('Go there', link, undefined, { class: 'button small' }));
}

/** Received ═ judged ═ stored, with the two basins that the judge fills. */
function canal() {
  const parts = {};
  const node = (name, kind, title, hint, href) => {
    const figure = h('strong', { class: 'figure' });
    const below = h('span', { class: 'below' }, hint);
    parts[name] = { figure, below };
    const inner = [h('span', { class: 'node-title' }, title), figure, below];
    return href ? h('a', { class: `node ${kind}`, href }, inner) : h('div', { class: `node ${kind}` }, inner);
  };
  const pipe = (name, kind, label) => {
    const text = h('span', { class: 'flow-text' });
    const lag = h('span', { class: 'flow-lag' });
    const water = h('span', { class: `water ${kind}`, 'aria-hidden': 'true' });
    parts[name] = { text, lag, water };
    return h('div', { class: `pipe ${name}` }, h('span', { class: 'sr-only' }, label), text, water, lag);
  };
  const element = h(
    'div',
    { class: 'canal' },
    node('received', 'received', 'Received', 'HTTP, files, Kafka'),
    pipe('in', 'flight', 'To the validator: '),
    node('judged', 'judged', 'Judged', 'by the contracts'),
    pipe('out', 'stored', 'To the tables: '),
    node('stored', 'stored', 'Stored', 'in PostgreSQL'),
    h('div', { class: 'basins' }, node('waiting', 'waiting', 'Waiting', 'for a parent row'), node('dead', 'dead', 'Set aside', '', '#/letters')),
  );
  const flow = (part, perSecond, behind, word) => {
    setText(part.text, perSecond > 0 ? rate(perSecond) : 'idle');
    setText(part.lag, behind === null ? '' : behind > 0 ? `${short(behind)} ${word}` : 'up to date');
    part.lag.classList.toggle('late', behind > 0);
    part.water.dataset.speed = perSecond >= 5000 ? 'fast' : perSecond >= 100 ? 'medium' : perSecond > 0 ? 'slow' : 'still';
  };
  return {
    element,
    show(status) {
      const sum = (read) => status.tables.reduce((total, table) => total + read(table), 0);
      const known = status.tables.some((table) => table.behind);
      setText(parts.received.figure, count(status.rows.received));
      setText(parts.judged.figure, count(status.rows.judged));
      setText(parts.stored.figure, count(status.rows.stored));
      setText(parts.waiting.figure, count(status.rows.waiting));
      setText(parts.dead.figure, count(status.rows.dead));
      const { open, parked, resolved, discarded } = status.letters;
      setText(parts.dead.below, status.rows.dead === 0 ? 'none' : [`${count(open + parked)} open`, resolved > 0 && `${count(resolved)} mended`, discarded > 0 && `${count(discarded)} discarded`].filter(Boolean).join(', '));
      flow(parts.in, sum((table) => table.perSecond.judged), known ? sum((table) => table.behind?.toJudge ?? 0) : null, 'to judge');
      flow(parts.out, sum((table) => table.perSecond.stored), known ? sum((table) => table.behind?.toStore ?? 0) : null, 'to store');
    },
  };
}

/** The same by table, for those who read figures. */
function lanesTable() {
  const body = h('tbody');
  const lanes = new Map();
  const names = ['received', 'toJudge', 'judged', 'waiting', 'toStore', 'stored', 'total', 'open'];
  const element = h(
    'div',
    { class: 'table-scroll', role: 'region', 'aria-label': 'Stages by table', tabindex: '0' },
    h(
      'table',
      {},
      h('caption', { class: 'sr-only' }, 'Rates, lag, waiting and dead rows of each stage, by table'),
      h('thead', {}, h('tr', {}, ['Table', 'Received', 'To judge', 'Judged', 'Waiting', 'To store', 'Stored', 'Stored in all', 'Set aside, open'].map((label, i) => h('th', { scope: 'col', class: i > 0 ? 'num' : undefined }, label)))),
      body,
    ),
  );
  const lane = (table) => {
    const cells = Object.fromEntries(names.map((name) => [name, h('td', { class: 'num' })]));
    append(body, h('tr', {}, h('th', { scope: 'row' }, h('a', { href: `#/tables/${table}` }, table)), Object.values(cells)));
    lanes.set(table, cells);
    return cells;
  };
  return {
    element,
    show(tables) {
      for (const table of tables) {
        const cells = lanes.get(table.table) ?? lane(table.table);
        const open = (table.letters.open ?? 0) + (table.letters.parked ?? 0);
        setText(cells.received, rate(table.perSecond.received));
        setText(cells.toJudge, table.behind ? count(table.behind.toJudge) : '–');
        setText(cells.judged, rate(table.perSecond.judged));
        setText(cells.waiting, count(table.rows.waiting));
        setText(cells.toStore, table.behind ? count(table.behind.toStore) : '–');
        setText(cells.stored, rate(table.perSecond.stored));
        setText(cells.total, count(table.rows.stored));
        setText(cells.open, count(open));
        cells.open.classList.toggle('is-dead', open > 0);
        cells.waiting.classList.toggle('is-waiting', table.rows.waiting > 0);
      }
    },
  };
}

function latest(batches, may) {
  if (batches.length === 0) {
    return empty('No batch yet', 'Rows that come in show here, each batch with what became of it.', may('ingest') && linkButton('Upload files', '#/upload', 'upload'));
  }
  return h(
    'ul',
    { class: 'batches' },
    batches.map((batch) =>
      h(
        'li',
        {},
        h('span', { class: 'batch-name' }, h('strong', {}, batch.table ?? Object.keys(batch.tables ?? {}).join(', ')), ' ', h('span', { class: 'muted' }, batch.source ?? 'Kafka')),
        time(batch.firstSeen),
        receiptBar(batch),
        h('span', { class: 'num' }, batch.received === null ? rows(batch.stored + batch.dead) : rows(batch.received), batch.dead > 0 && [', ', h('a', { href: `#/letters?batch=${encodeURIComponent(batch.batchId)}&state=all` }, `${count(batch.dead)} set aside`)]),
        badge(batch.state, batch.interrupted ? 'interrupted' : batch.state === 'settled' ? 'settled' : batch.state),
      ),
    ),
  );
}
