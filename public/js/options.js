// Where the options of a searchable list come from: a select of the page, or the server. See combobox.js.

const mostShown = 50;

/** Options of a select; the select stays in the form, hidden, and carries the choice. */
export function selectStore(select) {
  let options = optionsIn(select);
  const come = async () => {
    if (!select.dataset.options) return;
    await fillSelect(select, select.dataset.options);
    delete select.dataset.options;
    options = optionsIn(select);
  };
  const chosen = () => options.filter(({ option }) => option.selected);
  const changed = () => select.dispatchEvent(new Event('input', { bubbles: true }));
  return {
    many: select.multiple,
    prepare: () => come().catch(() => undefined),
    chosen,
    label: () => chosen()[0]?.label ?? '',
    async find(words) {
      await come();
      return rank(
        options.filter(one => !select.multiple || !one.option.selected),
        words,
      );
    },
    async exact(typed) {
      await come().catch(() => undefined);
      return options.filter(one => isNamed(one, typed));
    },
    pick(one) {
      one.option.selected = true;
      changed();
    },
    drop(one) {
      one.option.selected = false;
      changed();
    },
    clear() {
      if (!select.multiple) {
        select.value = '';
        changed();
      }
    },
    keep: () => undefined,
  };
}

function optionsIn(select) {
  return [...select.options]
    .filter(one => one.value !== '')
    .map(one => ({
      value: one.value,
      label: one.text,
      usual: one.closest('optgroup[data-usual]')?.label,
      sought: fold(`${one.value} ${one.text}`),
      option: one,
    }));
}

/** Codes asked from the server. What is typed and is no known code is sent as typed, so that nothing is lost. */
export function codeStore(input) {
  const many = 'many' in input.dataset;
  let held = input.value
    .split(',')
    .map(code => code.trim())
    .filter(Boolean)
    .map(value => ({ value, label: value }));
  if (!many && held[0] && input.dataset.label) held[0].label = input.dataset.label;
  const write = () => {
    input.value = held.map(({ value }) => value).join(',');
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return {
    many,
    chosen: () => held,
    label: () => (held[0] ? shown(held[0]) : ''),
    find: words => ask(input.dataset.listUrl, words),
    exact: (typed, seen) => seen.filter(one => isNamed(one, typed)),
    pick(one) {
      held = many ? [...held.filter(({ value }) => value !== one.value), one] : [one];
      write();
    },
    drop(one) {
      held = held.filter(({ value }) => value !== one.value);
      write();
    },
    clear() {
      if (!many) {
        held = [];
        write();
      }
    },
    keep(typed) {
      this.pick({ value: typed, label: typed });
    },
  };
}

const lists = new Map();

/** Puts the options of a list into its select; what is chosen stays so. Rejects when they cannot be had. */
async function fillSelect(select, url) {
  if (!lists.has(url)) lists.set(url, whole(url));
  const options = await lists.get(url);
  const { value } = select;
  const none = select.options[0];
  select.replaceChildren(none, ...options.map(one => new Option(one.label, one.value, false, one.value === value)));
}

async function whole(url) {
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.json();
  } catch (error) {
    lists.delete(url);
    throw error;
  }
}

function isNamed({ value, label }, typed) {
  return fold(label) === fold(typed) || fold(value) === fold(typed);
}

/** Code and name in one line, where the name does not begin with the code already. */
function shown({ value, label }) {
  return label.startsWith(value) ? label : `${value} ${label}`;
}

async function ask(url, words) {
  const address = new URL(url, location.href);
  address.searchParams.set('q', words);
  const answer = await fetch(address, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  const body = await answer.json();
  const found = Array.isArray(body) ? body : body.options;
  return { found: found.slice(0, mostShown), total: Math.max(body.total ?? 0, found.length) };
}

/** Best first: the code or the label begins with the words, then a word in it does, then it contains them all. */
function rank(options, words) {
  const parts = fold(words).split(' ').filter(Boolean);
  const whole = parts.join(' ');
  const score = ({ value, label, sought }) => {
    if (fold(value) === whole) return 0;
    if (fold(label).startsWith(whole) || fold(value).startsWith(whole)) return 1;
    return parts.every(part => ` ${sought}`.includes(` ${part}`)) ? 2 : 3;
  };
  const found = options.filter(({ sought }) => parts.every(part => sought.includes(part)));
  if (parts.length) found.sort((a, b) => score(a) - score(b));
  return { found: found.slice(0, mostShown), total: found.length };
}

function fold(text) {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim();
}
