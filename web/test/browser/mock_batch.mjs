// The mock's batches: files that are given are read one after another, and told of as events.

/** Batches that read what they are given: read answers a brief or throws a problem. state.pace are the
 *  milliseconds that a file takes; state.watched counts the streams that are open. */
export function mockBatches(state, read) {
  const batches = new Map();
  let reading = Promise.resolve();
  state.pace = 0;
  state.watched = 0;

  function tell(batch, event, data) {
    batch.stream?.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  function progressOf(batch) {
    const states = [...batch.told.values()].map((told) => told.state);
    const [done, failed] = ['read', 'failed'].map(
      (state) => states.filter((one) => one === state).length,
    );
    const passed = (performance.now() - batch.begun) / 1000;
    const rate = done + failed > 0 ? (done + failed) / passed : null;
    return {
      files: batch.files,
      given: states.length,
      read: done,
      failed,
      per_second: rate,
      seconds_left: rate && (batch.files - done - failed) / rate,
    };
  }

  function note(batch, told) {
    batch.told.set(told.file, told);
    tell(batch, 'file', told);
  }

  async function readOne(batch, file, given) {
    if (!batches.has(batch.id)) return;
    note(batch, { file, state: 'reading' });
    await new Promise((done) => {
      setTimeout(done, state.pace);
    });
    if (!batches.has(batch.id)) return;
    const { report, problem } = read(given);
    note(batch, problem ? { file, state: 'failed', problem } : { file, state: 'read', report });
    const progress = progressOf(batch);
    tell(batch, progress.read + progress.failed === batch.files ? 'done' : 'progress', progress);
  }

  function watch(batch, response, headers) {
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
    batch.stream = response;
    state.watched++;
    response.on('close', () => state.watched--);
    for (const told of batch.told.values()) tell(batch, 'file', told);
    tell(batch, 'progress', progressOf(batch));
  }

  /** Answers a request below /api/v1/batches; given is what was sent with it. */
  return function answer({ method, id, what, number, given, body, response, headers, send }) {
    if (method === 'POST') {
      const opened = { id: `i${batches.size}`, files: Number(JSON.parse(body).files) };
      batches.set(opened.id, { ...opened, told: new Map(), begun: performance.now() });
      return send(201, { batch: opened.id, files: opened.files });
    }
    const batch = batches.get(id);
    if (!batch)
      return send(404, {
        key: 'server.batch_unknown',
        detail: 'Такой очереди нет.',
        arguments: {},
      });
    if (method === 'GET' && what === 'events') return watch(batch, response, headers);
    if (method === 'DELETE') {
      batches.delete(id);
      batch.stream?.end();
      return send(200, { stopped: true });
    }
    const file = Number(number);
    note(batch, { file, state: 'waiting' });
    reading = reading.then(() => readOne(batch, file, given));
    return send(202, { file, state: 'waiting' });
  };
}
