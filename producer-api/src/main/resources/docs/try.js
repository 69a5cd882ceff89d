// Shows /openapi.json and sends what is typed. Text only ever becomes text: nothing here makes markup of it.

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const field = (label, control, hint = '') => element('label', {}, label, ' ', element('small', {}, hint), control);

const api = await (await fetch('/openapi.json')).json();
document.querySelector('#about').textContent = api.info.description;
const key = document.querySelector('#key');
key.value = sessionStorage.getItem('sluice-docs-key') ?? '';
key.addEventListener('change', () => sessionStorage.setItem('sluice-docs-key', key.value));

const resolve = schema => schema.$ref ? api.components.schemas[schema.$ref.split('/').pop()] : schema;

/** A value that fits a schema, to begin with. */
const example = given => {
  const schema = resolve(given);
  if (schema.oneOf) return example(schema.oneOf[0]);
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object': return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, of]) => [name, example(of)]));
    case 'array': return [example(schema.items)];
    case 'integer': case 'number': return schema.minimum ?? 1;
    case 'boolean': return true;
    default: return schema.format === 'date-time' ? '2021-01-31T12:00:00Z' : schema.format === 'date' ? '2021-01-31'
      : schema.format === 'uuid' ? '00000000-0000-7000-8000-000000000000' : 'text';
  }
};

const exampleText = (path, type, schema) => {
  if (type === 'application/json') return JSON.stringify(example(schema), null, 2);
  const row = example({ $ref: `#/components/schemas/${path.split('/')[3]}` });
  return type === 'text/csv'
    ? `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`
    : `${JSON.stringify(row)}\n`;
};

const call = (path, method, operation, shared) => {
  const inputs = [...shared, ...operation.parameters].map(parameter => ({
    parameter,
    control: parameter.schema.enum
      ? element('select', {}, element('option'), ...parameter.schema.enum.map(it => element('option', { textContent: it })))
      : element('input', { type: 'text' }),
  }));
  const content = operation.requestBody?.content ?? {};
  const type = element('select', {}, ...Object.keys(content).map(it => element('option', { textContent: it })));
  const text = element('textarea', { rows: 8, spellcheck: false });
  const files = element('input', { type: 'file', multiple: true });
  const body = element('div');
  const choose = () => {
    const form = type.value === 'multipart/form-data';
    body.replaceChildren(form ? field('Files', files, 'named after their tables') : field('Body', text));
    if (!form && type.value) text.value = exampleText(path, type.value, content[type.value].schema);
  };
  type.addEventListener('change', choose);
  choose();

  const answer = element('pre', { hidden: true });
  answer.setAttribute('role', 'status');
  const send = element('button', { textContent: 'Send' });
  send.addEventListener('click', async () => {
    const headers = { Authorization: `Bearer ${key.value}` };
    const query = new URLSearchParams();
    let address = path;
    for (const { parameter, control } of inputs.filter(it => it.control.value !== '')) {
      if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, encodeURIComponent(control.value));
      else if (parameter.in === 'query') query.set(parameter.name, control.value);
      else headers[parameter.name] = control.value;
    }
    const request = { method: method.toUpperCase(), headers };
    if (type.value === 'multipart/form-data') {
      request.body = new FormData();
      for (const file of files.files) request.body.append('file', file);
    } else if (type.value) {
      headers['Content-Type'] = type.value;
      request.body = text.value;
    }
    answer.hidden = false;
    answer.textContent = '…';
    try {
      const response = await fetch(query.size ? `${address}?${query}` : address, request);
      const said = await response.text();
      let shown = said;
      try { shown = JSON.stringify(JSON.parse(said), null, 2); } catch { /* not JSON: as it came */ }
      answer.textContent = `${response.status} ${response.statusText}\n\n${shown}`;
    } catch (failure) {
      answer.textContent = `No answer: ${failure.message}`;
    }
  });

  return element('details', {},
    element('summary', {}, element('code', { textContent: `${method.toUpperCase()} ${path}` }), ` ${operation.summary}`),
    ...inputs.map(({ parameter, control }) => field(parameter.name, control, parameter.description)),
    ...(operation.requestBody ? [field('Content-Type', type), body] : []),
    send, answer);
};

const groups = new Map();
for (const [path, item] of Object.entries(api.paths)) {
  for (const method of ['post', 'put', 'delete'].filter(it => item[it])) {
    const tag = item[method].tags[0];
    if (!groups.has(tag)) groups.set(tag, []);
    groups.get(tag).push(call(path, method, item[method], item.parameters ?? []));
  }
}
document.querySelector('#calls').replaceChildren(
  ...[...groups].flatMap(([tag, calls]) => [element('h2', { textContent: tag }), ...calls]));
