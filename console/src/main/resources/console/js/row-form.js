// A form for one row, made from its table's contract, that says while one types what would become of the row.

import { debounce, h, newId, replace } from './dom.js';
import { get, part, post } from './api.js';
import { icon } from './icons.js';

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const OFFERED = 300;

/** The row as JSON text: digits as they were typed, so that no number is rounded on its way. */
export function rowText(contract, values) {
  const members = [];
  for (const column of contract.columns) {
    const value = values[column.name];
    if (value === undefined || value === null) continue;
    const text = String(value);
    if (text === '' && column.type !== 'string') continue;
    if (text === '' && !column.required) continue;
    members.push(`${JSON.stringify(column.name)}:${literal(column, text)}`);
  }
  return `{${members.join(',')}}`;
}

function literal(column, text) {
  const isNumber = /^(int|long|double|decimal)/.test(column.type);
  if (isNumber && NUMBER.test(text)) return text;
  if (column.type === 'boolean' && (text === 'true' || text === 'false')) return text;
  return JSON.stringify(text);
}

/**
 * @param values by column name; null for nothing
 * @param violations what is known to be wrong with them
 * @param judge whether the server may be asked for its verdict
 * @param locked columns that can't be changed
 */
export function rowForm({ contract, values, violations = [], judge, locked = [], signal }) {
  const fields = new Map();
  const verdict = h('p', { class: 'row-verdict', role: 'status' });
  const inputs = contract.columns.map((column) => {
    const field = inputFor(column, values[column.name], locked.includes(column.name), ask, signal);
    fields.set(column.name, field);
    return field.element;
  });
  const general = h('ul', { class: 'general' });
  const element = h('div', { class: 'row-form' }, inputs, general, verdict);

  const current = () => Object.fromEntries([...fields].map(([name, field]) => [name, field.read()]));
  const text = () => rowText(contract, current());

  function mark(found) {
    fields.forEach((field, name) => field.mark(found.filter((violation) => violation.field === name)));
    replace(general, found.filter((violation) => !fields.has(violation.field ?? '')).map((violation) => h('li', {}, [violation.field, violation.message].filter(Boolean).join(' '))));
  }

  let asked = 0;
  const askSoon = debounce(250, async () => {
    asked += 1;
    const mine = asked;
    try {
      const report = await post(`/v1/ingest/${part(contract.table)}/validate`, `[${text()}]`, { signal });
      if (mine === asked) show(report.verdicts[0]);
    } catch (error) {
      if (error.name !== 'AbortError' && mine === asked) replace(verdict, h('span', { class: 'muted' }, error.message));
    }
  });

  function ask() {
    if (judge) askSoon();
  }

  function show(line) {
    mark(line.violations);
    const words = {
      valid: ['stored', 'check', 'This row would be stored.'],
      rejected: ['dead', 'alert', `This row would be set aside, for ${line.violations.length === 1 ? 'one reason' : `${line.violations.length} reasons`}.`],
      waiting: ['waiting', 'clock', 'This row would wait for its parent, and be set aside if it did not come.'],
    }[line.verdict];
    verdict.className = `row-verdict ${words[0]}`;
    replace(verdict, icon(words[1]), h('span', {}, words[2]));
  }

  mark(violations);
  ask();
  return { element, text, mark, values: current, focus: () => element.querySelector('[aria-invalid="true"], input, select')?.focus() };
}

function inputFor(column, value, isLocked, changed, signal) {
  const id = newId(`field-${column.name}`);
  const known = value === null || value === undefined ? '' : String(value);
  const why = h('span', { class: 'why', id: `${id}-why` });
  const parent = h('span', { class: 'hint parent', id: `${id}-parent` });
  const attributes = { id, name: column.name, 'aria-describedby': `${id}-why ${id}-hint ${id}-parent`, disabled: isLocked, oninput: () => { changed(); look(); } };
  const choices = column.type === 'boolean' ? ['true', 'false'] : column.rules?.symbols;
  const input = choices
    ? h('select', attributes, [...new Set([...(column.required && choices.includes(known) ? [] : ['']), ...choices, known])].map((choice) => h('option', { value: choice, selected: choice === known }, choice)))
    : h('input', { ...attributes, type: 'text', autocomplete: 'off', spellcheck: 'false', value: known, inputmode: /^(int|long)/.test(column.type) ? 'numeric' : undefined, placeholder: { timestamp: '2021-03-01T10:00:00Z', date: '2021-03-01' }[column.type] });

  const look = debounce(250, async () => {
    parent.textContent = '';
    if (!column.references || !input.value) return;
    try {
      const row = await get(`/v1/tables/${part(column.references)}/rows/${part(input.value)}`, { signal });
      parent.textContent = nameOf(row, input.value);
    } catch {
      // The verdict says that there is no such row; this only helps to know it.
    }
  });
  if (column.references) offer(column.references, input, signal);
  look();

  return {
    element: h(
      'div',
      { class: 'field' },
      h('label', { for: id }, column.name, column.required || column.generated ? '' : h('span', { class: 'muted' }, ' optional')),
      h('div', { class: 'with-parent' }, input, parent),
      h('span', { class: 'hint', id: `${id}-hint` }, hint(column)),
      why,
    ),
    read: () => input.value,
    mark(found) {
      input.setAttribute('aria-invalid', String(found.length > 0));
      const text = found.map((violation) => violation.message).join('; ');
      if (why.textContent !== text) why.textContent = text;
    },
  };
}

const nameOf = (row, key) => Object.values(row).filter((value) => typeof value === 'string' && value !== key)[0] ?? 'is there';

/** Offers the parent's rows by name while one types. */
async function offer(table, input, signal) {
  const id = newId('parents');
  try {
    const page = await get(`/v1/tables/${part(table)}/rows?limit=${OFFERED}`, { signal });
    const list = h('datalist', { id }, page.rows.map((row) => {
      const key = String(Object.values(row)[0]);
      return h('option', { value: key }, nameOf(row, key));
    }));
    input.after(list);
    input.setAttribute('list', id);
  } catch {
    // Typing the key works as well.
  }
}

function hint(column) {
  const rules = column.rules ?? {};
  const said = [
    column.type.startsWith('enum') ? 'one of a list' : column.type,
    rules.min !== undefined && `from ${rules.min}`,
    rules.max !== undefined && `to ${rules.max}`,
    rules.minLength && `at least ${rules.minLength} characters`,
    rules.maxLength && `at most ${rules.maxLength} characters`,
    rules.pattern && `like ${rules.pattern}`,
    column.references && `a row of ${column.references}`,
    column.generated && 'given where empty',
  ];
  return said.filter(Boolean).join(', ');
}
