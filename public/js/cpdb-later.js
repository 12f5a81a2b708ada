// Images that are fetched once their frame is in sight: what nobody scrolls to weighs nothing.
const sight = new IntersectionObserver(seen => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    const kept = target.querySelector('template');
    target.append(kept.content.cloneNode(true));
    kept.remove();
  }
});
for (const frame of document.querySelectorAll('[data-later]')) sight.observe(frame);
