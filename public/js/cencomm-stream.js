// News of CENcomm for all tabs of a browser by one stream. A browser opens six connections to a server without
// HTTP/2: with a stream for each tab, the seventh page would never come.
const tabs = new BroadcastChannel('cencomm-news');
const stream = 'cencomm-stream';

/**
 * `hear(event, data)`, until the page ends: `mail` and `members` as the server says them, `ready` when this tab hears
 * them from now on, `look` whenever something may have passed it by.
 */
export function hearNews(hear) {
  tabs.addEventListener('message', ({ data: { event, data } }) => hear(event, data));
  // The lock is free again when its tab is closed or goes elsewhere, and the next tab opens the stream.
  navigator.locks.request(stream, { ifAvailable: true }, lock => {
    if (lock) return openStream(hear, 'ready');
    hear('ready');
    navigator.locks.request(stream, () => openStream(hear, 'look'));
  });
}

/** Resolves when the stream is over. `begun` is what its first news means to this tab. */
function openStream(hear, begun) {
  const source = new EventSource('/cencomm/stream');
  const pass = (event, data) => {
    tabs.postMessage({ event, data });
    hear(event, data);
  };
  for (const event of ['mail', 'members', 'look']) source.addEventListener(event, ({ data }) => pass(event, data));
  let isNew = true;
  source.addEventListener('ready', () => {
    if (isNew && begun === 'ready') hear('ready');
    else pass('look');
    isNew = false;
  });
  return new Promise(ended => {
    const end = () => {
      source.close();
      ended();
    };
    addEventListener('pagehide', end);
    // A session that is over gets no stream; a tab that signs in later must not wait for this one.
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) end();
    });
  });
}
