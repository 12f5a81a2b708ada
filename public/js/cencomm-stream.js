// News of CENcomm for all tabs of a browser by one stream. A browser opens six connections to a server without
// HTTP/2: with a stream for each tab, the seventh page would never come.
const tabs = new BroadcastChannel('cencomm-news');

/** `hear(event, data, isOwn)`; `isOwn` says that it came by this tab's own stream. Ends with the page. */
export function hearNews(hear) {
  tabs.addEventListener('message', ({ data: { event, data } }) => hear(event, data, false));
  // The lock is free again when its tab is closed or goes elsewhere, and the next tab opens the stream.
  navigator.locks.request('cencomm-stream', () => new Promise(ended => openStream(hear, ended)));
}

function openStream(hear, ended) {
  const source = new EventSource('/cencomm/stream');
  for (const event of ['ready', 'mail', 'members', 'look'])
    source.addEventListener(event, ({ data }) => {
      tabs.postMessage({ event, data });
      hear(event, data, true);
    });
  const end = () => {
    source.close();
    ended();
  };
  addEventListener('pagehide', end);
  // A session that is over gets no stream; a tab that signs in later must not wait for this one.
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) end();
  });
}
