import { h, replace } from '../dom.js';
import { follow, get, part, post, put, query, remove, tables } from '../api.js';
import { count } from '../format.js';
import { ask, busy, button, card, dataTable, empty, head, linkButton, notice, primary, toast } from '../parts.js';
import { rowForm } from '../row-form.js';

const PAGE = 50;
const PREFER = { headers: { Prefer: 'wait=10' } };

/** What the tables hold; what is changed here goes in through the log like everything else. */
export default async function page(context) {
  const contracts = await tables();
  const contract = contracts.find((each) => each.table === context.parts[0]) ?? contracts[0];
  if (context.query.add !== undefined) return addition(contract, context);
  if (context.parts.length > 1) return row(contract, context.parts[1], context);
  return browse(contracts, contract, context);
}

const address = (contract, key) => `#/tables/${part(contract.table)}${key === undefined ? '' : `/${part(key)}`}`;

/** The key as the API spells it: parts of a composite one are escaped and joined. */
function keyOf(contract, values) {
  const parts = contract.key.map((name) => String(values[name]));
  return parts.length === 1 ? parts[0] : parts.map((each) => each.replaceAll('\\', '\\\\').replaceAll('|', '\\|')).join('|');
}

async function browse(contracts, contract, { query: asked, signal, may }) {
  const first = await get(query(`/v1/tables/${part(contract.table)}/rows`, { limit: PAGE, after: asked.after }), { signal });
  const rows = [...first.rows];
  const place = h('div', {});
  const more = h('div', { class: 'more' });
  let next = first.links?.next;

  const cell = (column, values) => {
    const value = values[column.name];
    if (value === null || value === undefined) return h('span', { class: 'muted' }, 'none');
    if (contract.key.includes(column.name)) return h('a', { href: address(contract, keyOf(contract, values)) }, String(value));
    if (column.references) return h('a', { href: `#/tables/${part(column.references)}/${part(value)}` }, String(value));
    return String(value);
  };

  function draw() {
    replace(place, rows.length === 0
      ? empty(asked.after ? 'No row after this key' : `No row in ${contract.table}`, asked.after ? 'The table ends before it.' : 'Rows show here as soon as they are stored.', may('ingest') && linkButton('Upload files', '#/upload', 'upload'))
      : dataTable({
        caption: `Rows of ${contract.table}`,
        columns: contract.columns.map((column) => ({ key: column.name, label: column.name, num: /^(int|long|double|decimal)/.test(column.type) && !column.references && !contract.key.includes(column.name), sort: false, cell: (values) => cell(column, values) })),
        rows,
      }));
    replace(more, next && (() => {
      const go = button('Show more', { onclick: () => busy(go, async () => {
        const answer = await get(next, { signal });
        rows.push(...answer.rows);
        next = answer.links?.next;
        draw();
      }) });
      return go;
    })(), h('span', { class: 'hint' }, `${count(rows.length)} shown${contract.aboutRows > rows.length ? ` of about ${count(contract.aboutRows)}` : ''}, in order of the key`));
  }
  draw();

  const key = h('input', { type: 'search', placeholder: contract.key.join(' | '), 'aria-label': `Key of ${contract.table}`, autocomplete: 'off' });
  const find = h(
    'form',
    { class: 'row', role: 'search', onsubmit: (event) => { event.preventDefault(); if (key.value.trim()) location.hash = address(contract, key.value.trim()); } },
    h('label', { class: 'field' }, h('span', {}, 'Find by key'), key),
    h('button', { type: 'submit', class: 'button' }, 'Find'),
  );
  return h(
    'div',
    {},
    head('Tables', 'What is stored now. Changes go in through the log, in order with everything else.', may('ingest') && linkButton(`Add to ${contract.table}`, `${address(contract)}?add`, 'plus', { class: 'button primary' })),
    h('div', { class: 'tabs', role: 'navigation', 'aria-label': 'Tables' }, contracts.map((each) => h('a', { href: address(each), 'aria-current': each === contract ? 'page' : undefined }, each.table))),
    card(undefined, {}, h('div', { class: 'filters' }, find), place, more),
  );
}

async function row(contract, key, { signal, may }) {
  let values;
  try {
    values = await get(`/v1/tables/${part(contract.table)}/rows/${part(key)}`, { signal });
  } catch (error) {
    if (error.status !== 404) throw error;
    return h('div', {}, back(contract), head(`${contract.table} ${key}`), card(undefined, {}, empty('There is no such row', `${contract.table} has no row of the key ${key} at the moment.`, linkButton(`Browse ${contract.table}`, address(contract)))));
  }
  const result = h('div', {});
  const title = head(`${contract.table} ${key}`, 'As it is stored now.');
  const path = `/v1/ingest/${part(contract.table)}/${part(key)}`;
  if (!may('ingest')) return h('div', {}, back(contract), title, card('Fields', {}, h('dl', { class: 'facts' }, contract.columns.map((column) => [h('dt', {}, column.name), h('dd', {}, String(values[column.name] ?? 'none'))]))));

  const form = rowForm({ contract, values, judge: true, locked: contract.key, signal });
  const save = primary('Save', { onclick: () => busy(save, async () => {
    replace(result);
    const receipt = await settled(await put(path, form.text(), PREFER), signal);
    if (receipt.dead > 0) refused(receipt, form, result);
    else replace(result, notice('good', 'Stored.', 'The change went through the log, and the table has it.'));
  }) });
  const drop = button('Delete', { class: 'button', onclick: () => busy(drop, async () => {
    const sure = await ask({
      title: `Delete ${contract.table} ${key}?`,
      action: 'Delete this row',
      danger: true,
      body: h('p', {}, 'The deletion goes through the log. Backups still hold the row; a row that others refer to is kept.'),
    });
    if (!sure) return;
    const receipt = await settled(await remove(path, PREFER), signal);
    if (receipt.dead > 0) {
      refused(receipt, form, result);
      return;
    }
    toast(`${contract.table} ${key} is deleted.`);
    location.hash = address(contract);
  }) });
  return h('div', {}, back(contract), title, card('Fields', {}, h('div', { class: 'stack' }, form.element, h('div', { class: 'row' }, save, drop), result)));
}

function addition(contract, { signal }) {
  const result = h('div', {});
  const form = rowForm({ contract, values: {}, judge: true, signal });
  const save = primary('Add', { onclick: () => busy(save, async () => {
    replace(result);
    const receipt = await settled(await post(`/v1/ingest/${part(contract.table)}`, `[${form.text()}]`, PREFER), signal);
    if (receipt.dead > 0) refused(receipt, form, result);
    else {
      const key = contract.key.every((name) => form.values()[name]) ? keyOf(contract, form.values()) : undefined;
      replace(result, notice('good', 'Stored.', 'The row went through the log, and the table has it.', linkButton(key ? 'See the row' : `Browse ${contract.table}`, address(contract, key), undefined, { class: 'button small' })));
    }
  }) });
  return h('div', {}, back(contract), head(`Add to ${contract.table}`, contract.columns.some((column) => column.generated) ? 'A key that is left empty is given.' : undefined), card('Fields', {}, h('div', { class: 'stack' }, form.element, h('div', { class: 'row' }, save), result)));
}

const back = (contract) => h('p', { class: 'back' }, h('a', { href: address(contract) }, `← ${contract.table}`));

const settled = (receipt, signal) => (receipt.state === 'settled' ? receipt : follow(receipt.batchId, () => {}, signal));

function refused(receipt, form, result) {
  const reasons = receipt.rejects?.[0]?.reasons ?? [];
  form.mark(reasons);
  replace(result, notice('warning', 'Set aside.', reasons.map((reason) => [reason.field, reason.message].filter(Boolean).join(' ')).join('; '), linkButton('See the dead letter', query('#/letters', { batch: receipt.batchId, state: 'all' }), undefined, { class: 'button small' })));
}
