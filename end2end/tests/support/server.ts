// A server of a test's own: to be stopped in the middle, or with settings that no other test has.
//
// `cargo xtask test` names the program and its data; by hand: LASTMETRE_TEST_PROGRAM=target/debug/lastmetre with
// LASTMETRE_DATA_DIR and LASTMETRE_SITE_DIR as that server has them.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { resolve } from "node:path";

const program = resolve(import.meta.dirname, "../../..", process.env.LASTMETRE_TEST_PROGRAM ?? "target/debug/lastmetre");

export type OwnServer = { address: string; stop: () => Promise<void> };

/** Starts a server with these settings (`{ tianditu_key: "…" }`), on a free port or on this one, and waits until it answers. */
export async function startServer(settings: Record<string, string> = {}, port?: number): Promise<OwnServer> {
  port ??= await freePort();
  const address = `http://127.0.0.1:${port}`;
  const variables = Object.entries(settings).map(([name, value]) => [`LASTMETRE_${name.toUpperCase()}`, value]);
  const child = spawn(program, ["serve", "--port", String(port)], {
    cwd: resolve(import.meta.dirname, "../../.."),
    env: { ...process.env, LASTMETRE_SEARCH_PER_MINUTE: "1000000", ...Object.fromEntries(variables) },
    stdio: "ignore",
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const ready = await fetch(`${address}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return { address, stop };
    if (child.exitCode !== null) break;
    await new Promise((again) => setTimeout(again, 50));
  }
  await stop();
  throw new Error(`${program} does not answer on ${address}`);
}

/**
 * A port that nobody listens on just now. Below those that the system gives away by itself (from 32768), to a server
 * or to a connection: a journey may stop its server and start another there, and nobody came between.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const isFree = await new Promise<boolean>((done) => {
      const probe = createServer();
      probe.once("error", () => done(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
    });
    if (isFree) return port;
  }
}
