// Runs in the page, without types: what journey-check.ts wants to know of it.
(() => {
  const root = document.documentElement;
  const all = [...document.querySelectorAll('*')];
  const nameOf = one => (one ? `${one.tagName.toLowerCase()}.${[...one.classList].join('.')}` : '');
  // The colour of one of the 14 headings is looked at where it is first met, whatever stands around it.
  const colours = all.flatMap(one => /hd-[A-Z]+/.exec(one.getAttribute('class') ?? '') ?? []);
  const placeOf = one => nameOf(one).replace(/\.hd-[A-Z]+/, '');
  const outside =
    root.scrollWidth > root.clientWidth
      ? all.filter(one => one.getBoundingClientRect().right > root.clientWidth + 1).map(nameOf)
      : [];
  const spoken = all.flatMap(one =>
    ['aria-label', 'placeholder', 'title', 'alt'].map(name => one.getAttribute(name) ?? ''),
  );

  const told =
    /^(aria-|role$|id$|href$|for$|title$|alt$|tabindex$|lang$|type$|scope$|disabled$|placeholder$|multiple$)/;
  /** An element in its place: what it is, where it stands, which attributes it has, whether it says anything. */
  const partOf = one => {
    const attributes = one
      .getAttributeNames()
      .filter(name => told.test(name))
      .map(name =>
        /^(aria-label|alt|title|placeholder)$/.test(name) && one.getAttribute(name) === '' ? `${name}=` : name,
      );
    const said =
      /^(a|button|label|legend|summary|th|caption|h\d|option|title)$/i.test(one.tagName) &&
      one.textContent.trim() === ''
        ? 'silent'
        : '';
    return [
      placeOf(one),
      attributes.join(),
      one.getAttribute('type'),
      one.getAttribute('role'),
      said,
      placeOf(one.parentElement),
      placeOf(one.parentElement?.parentElement),
    ].join('|');
  };
  const silent = 'option, input[type=hidden], svg *:not(text)';
  /** What depends on the whole page: names used twice, and which heading follows which. */
  const repeated = values => [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
  const landmarks = [
    ...document.querySelectorAll(
      'nav, aside, main, form[aria-label], section[aria-label], [role=region], [role=search]',
    ),
  ].filter(one => one.checkVisibility());
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => one.tagName);
  const whole = [
    ...repeated(
      landmarks.map(
        one =>
          `landmark ${one.tagName} ${one.getAttribute('role')} ${one.getAttribute('aria-label')} ${one.getAttribute('aria-labelledby')}`,
      ),
    ),
    ...repeated(all.map(one => one.id).filter(Boolean)).map(id => `id ${id}`),
    ...headings.map((one, at) => `heading ${headings[at - 1]} ${one}`),
  ];
  const parts = new Map();
  for (const one of all.filter(one => !one.matches(silent))) {
    const part = partOf(one);
    const known = parts.get(part);
    // Of many of a kind one that shows.
    if (!known || (!known.checkVisibility() && one.checkVisibility())) parts.set(part, one);
  }
  /** Marks an element for each of these parts; answers false where one is of the page as a whole. */
  globalThis.markParts = wanted => {
    for (const one of document.querySelectorAll('[data-look]')) one.removeAttribute('data-look');
    for (const part of wanted) {
      const one = parts.get(part);
      if (!one) return false;
      one.setAttribute('data-look', '');
    }
    return true;
  };
  globalThis.describeViolations = ({ violations }) =>
    violations.flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 4)
        .map(
          ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n').at(-1)?.trim()}`,
        ),
    );
  return {
    lang: root.lang,
    headings: document.querySelectorAll('h1').length,
    title: document.title.trim(),
    overflow: root.scrollWidth - root.clientWidth,
    outside: outside.slice(0, 8),
    text: [document.title, document.body.innerText, ...spoken, ...Object.values(document.body.dataset)].join('\n'),
    parts: [...new Set([...parts.keys(), ...colours, ...whole])],
  };
})();
