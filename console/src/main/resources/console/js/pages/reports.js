import { debounce, h, newId, replace } from '../dom.js';
import { parse, query, send } from '../api.js';
import { count, decimal, plural, rows as rowsOf } from '../format.js';
import { button, card, dataTable, empty, head, linkButton, time } from '../parts.js';

const QUARTERS = ['q1', 'q2', 'q3', 'q4'];

/** The hiring reports of a year: a picture of each, and the figures beside it. */
export default async function reports({ query: asked, signal }) {
  const year = /^\d{1,4}$/.test(asked.year ?? '') && Number(asked.year) > 0 ? Number(asked.year) : 2021;
  const [quarters, above] = await Promise.all([read('hires-by-quarter', year, signal), read('departments-above-mean', year, signal)]);
  return h(
    'div',
    {},
    head('Reports', `Hires of ${year}, quarters in UTC.`, yearPicker(year)),
    freshness(quarters),
    quarters.rows.length === 0
      ? card(undefined, {}, empty(`No hires in ${year}`, 'No stored row of hired_employees falls into this year.', linkButton('Upload files', '#/upload', 'upload')))
      : [aboveMean(above, year), byDepartment(quarters), byJob(quarters, year)],
  );
}

async function read(name, year, signal) {
  const answer = await send('GET', `/v1/reports/${name}?year=${year}`, { signal });
  const header = (part) => Number(answer.headers.get(`Sluice-${part}`) ?? 0);
  return { ...parse(await answer.text()), waiting: header('Waiting'), dead: header('Dead'), inFlight: header('In-Flight') };
}

const go = (year) => {
  location.hash = query('#/reports', { year: Math.min(9999, Math.max(1, year)) });
};

function yearPicker(year) {
  const input = h('input', { type: 'number', min: 1, max: 9999, value: String(year), class: 'year', onchange: () => input.value && go(Number(input.value)) });
  return h(
    'div',
    { class: 'year-picker' },
    button('‹', { 'aria-label': `${year - 1}`, onclick: () => go(year - 1) }),
    h('label', {}, h('span', { class: 'sr-only' }, 'Year'), input),
    button('›', { 'aria-label': `${year + 1}`, onclick: () => go(year + 1) }),
  );
}

function freshness(report) {
  const behind = [
    report.inFlight > 0 && `${rowsOf(report.inFlight)} on the way`,
    report.waiting > 0 && `${count(report.waiting)} waiting for a parent`,
    report.dead > 0 && h('span', {}, h('a', { href: '#/letters' }, `${count(report.dead)} set aside`), ' and so not in these figures'),
  ].filter(Boolean);
  return h('p', { class: 'fresh' }, report.asOf && ['Last change ', time(report.asOf), '. '], behind.length === 0 ? 'Nothing is behind these figures.' : behind.flatMap((part, i) => (i === 0 ? [part] : [', ', part])), behind.length > 0 && '.');
}

const csv = (name, year) => linkButton('CSV', `/v1/reports/${name}?year=${year}&format=csv`, 'down', { class: 'button small', download: `${name}-${year}.csv` });

function aboveMean(report, year) {
  const most = Math.max(...report.rows.map((row) => row.hired), report.mean);
  const bars = h(
    'div',
    { class: 'bars', 'aria-hidden': 'true', vars: { '--mean': `${(100 * report.mean) / most}%` } },
    report.rows.map((row) => [
      h('span', { class: 'bar-name' }, row.department),
      h('span', { class: 'bar-track', vars: { '--share': `${(100 * row.hired) / most}%` } }, h('span', { class: 'bar' }), h('span', { class: 'bar-value' }, count(row.hired))),
    ]),
    h('span', {}),
    h('span', { class: 'bar-foot' }, h('span', { class: 'mean-label' }, `mean ${decimal(report.mean)}`)),
  );
  return card(
    undefined,
    {},
    h('div', { class: 'card-head' }, h('h2', {}, 'Departments above the mean'), csv('departments-above-mean', year)),
    h('p', { class: 'hint' }, `${plural(report.rows.length, 'department', 'departments')} hired more than the mean of ${decimal(report.mean)}, counted over all departments.`),
    h(
      'div',
      { class: 'picture' },
      bars,
      dataTable({
        caption: 'Departments that hired more than the mean',
        sorted: { key: 'hired', down: true },
        columns: [
          { key: 'department', label: 'Department' },
          { key: 'id', label: 'Id', num: true },
          { key: 'hired', label: 'Hired', num: true, cell: (row) => count(row.hired) },
        ],
        rows: report.rows,
      }),
    ),
  );
}

/** A heat map that is a table: each cell says its number, and its shade repeats it. */
function byDepartment(report) {
  const departments = new Map();
  for (const row of report.rows) {
    const line = departments.get(row.department) ?? { department: row.department, q1: 0, q2: 0, q3: 0, q4: 0, total: 0 };
    QUARTERS.forEach((quarter) => {
      line[quarter] += row[quarter];
      line.total += row[quarter];
    });
    departments.set(row.department, line);
  }
  const lines = [...departments.values()];
  const most = Math.max(...lines.flatMap((line) => QUARTERS.map((quarter) => line[quarter])));
  const heat = (number) => h('span', { class: 'heat', vars: { '--heat-share': String(number / most) } }, count(number));
  return card(
    'Hires by quarter and department',
    { class: 'heat-map' },
    dataTable({
      caption: 'Hires of each department by quarter',
      columns: [
        { key: 'department', label: 'Department' },
        ...QUARTERS.map((quarter) => ({ key: quarter, label: quarter.toUpperCase(), num: true, cell: (line) => heat(line[quarter]) })),
        { key: 'total', label: 'Year', num: true, cell: (line) => count(line.total) },
      ],
      rows: lines,
    }),
  );
}

function byJob(report, year) {
  const place = h('div', {});
  const found = h('p', { class: 'hint', role: 'status' });
  const id = newId('filter');
  const all = report.rows.map((row) => ({ ...row, total: QUARTERS.reduce((sum, quarter) => sum + row[quarter], 0) }));
  const draw = (text) => {
    const wanted = text.trim().toLowerCase();
    const shown = all.filter((row) => row.department.toLowerCase().includes(wanted) || row.job.toLowerCase().includes(wanted));
    found.textContent = wanted ? `${plural(shown.length, 'line', 'lines')} of ${count(all.length)}` : plural(all.length, 'line', 'lines');
    replace(place, table(shown));
    place.firstChild.classList.add('tall');
  };
  const table = (shown) =>
    dataTable({
      caption: `Hires by department, job and quarter, ${year}`,
      columns: [
        { key: 'department', label: 'Department' },
        { key: 'job', label: 'Job' },
        ...QUARTERS.map((quarter) => ({ key: quarter, label: quarter.toUpperCase(), num: true, cell: (row) => (row[quarter] === 0 ? h('span', { class: 'muted' }, '0') : count(row[quarter])) })),
        { key: 'total', label: 'Year', num: true, cell: (row) => count(row.total) },
      ],
      rows: shown,
      none: 'No line has this text.',
    });
  draw('');
  return card(
    undefined,
    {},
    h('div', { class: 'card-head' }, h('h2', {}, 'Hires by quarter, department and job'), csv('hires-by-quarter', year)),
    h('div', { class: 'filters' }, h('label', { class: 'field', for: id }, h('span', {}, 'Department or job contains'), h('input', { id, type: 'search', oninput: debounce(150, (event) => draw(event.target.value)) })), found),
    place,
  );
}
