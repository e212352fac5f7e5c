/* Counts what really goes over the wire: a relay between browser and server,
   which sees favicons and speculation rules too. */
import { connect, createServer } from "node:net";

const REQUEST = /^(?:GET|POST|HEAD) (\S+) HTTP\/1\.1\r$/gm;

/* Listens before `origin` and gives {origin, take()}: take() is what came
   since the last call, {bytes, paths}. Bytes are those of answers, headers and
   all. */
export async function meter(tests, origin) {
  const { hostname, port } = new URL(origin);
  let asked = "";
  let bytes = 0;
  const sockets = new Set();
  const relay = createServer((near) => {
    const far = connect(Number(port), hostname);
    const end = () => [near, far].forEach((socket) => socket.destroy());
    near.on("data", (data) => { asked += data.toString("latin1"); });
    far.on("data", (data) => { bytes += data.length; });
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", end).on("close", end);
    }
  });
  await new Promise((done) => relay.listen(0, "127.0.0.1", done));
  tests.later(() => {
    sockets.forEach((socket) => socket.destroy());
    relay.close();
  });
  const take = () => {
    const paths = [...asked.matchAll(REQUEST)].map((match) => match[1]);
    const taken = { bytes, paths };
    asked = "";
    bytes = 0;
    return taken;
  };
  return { origin: `http://127.0.0.1:${relay.address().port}`, take };
}
