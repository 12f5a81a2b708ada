// Runs in the page, without types: what journey-check.ts wants to know of it.
(() => {
  const root = document.documentElement;
  const all = [...document.querySelectorAll('*')];
  const nameOf = (one) => `${one.tagName.toLowerCase()}.${[...one.classList].join('.')}`;
  const outside = root.scrollWidth > root.clientWidth ? all.filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1).map(nameOf) : [];
  const spoken = all.flatMap((one) => ['aria-label', 'placeholder', 'title', 'alt'].map((name) => one.getAttribute(name) ?? ''));
  return {
    lang: root.lang,
    headings: document.querySelectorAll('h1').length,
    title: document.title.trim(),
    overflow: root.scrollWidth - root.clientWidth,
    outside: outside.slice(0, 8),
    text: [document.title, document.body.innerText, ...spoken, ...Object.values(document.body.dataset)].join('\n'),
    build: all.map((one) => `${nameOf(one)}[${one.getAttributeNames().join()}]${one.getAttribute('type') ?? ''}`).join('\n'),
  };
})()
