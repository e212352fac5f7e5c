/* Requests exactly as they are meant, over connections that are kept. */
import { Agent, request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

const DECODERS = { gzip: gunzipSync, br: brotliDecompressSync };

/* The body as text. */
function decoded(answer, body) {
  const decode = DECODERS[answer.headers["content-encoding"]];
  return (decode && body.length ? decode(body) : body).toString();
}

/* Gives ask({method, path, headers, body}) -> {status, type, headers, text}.
   `path` goes out as it is. */
export function caller(t, origin) {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  t.later(() => agent.destroy());
  return ({ method = "GET", path, headers = {}, body }) =>
    new Promise((done, fail) => {
      const length = body === undefined ? {}
        : { "Content-Length": Buffer.byteLength(body) };
      const asked = request({ agent, hostname, port, method, path,
        headers: { ...length, ...headers } }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("error", fail);
        answer.on("end", () => done({
          status: answer.statusCode,
          headers: answer.headers,
          type: (answer.headers["content-type"] ?? "").split(";")[0],
          text: decoded(answer, Buffer.concat(parts)),
        }));
      });
      asked.on("error", fail);
      asked.end(body);
    });
}
