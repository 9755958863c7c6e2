// Runs aimock until standard input ends. It answers what asks for "the bridge" with the first
// argument; its address goes to standard output.
import { LLMock } from "@copilotkit/aimock";

const mock = new LLMock({ port: 0, host: "127.0.0.1" });
mock.onMessage(/the bridge/, { content: process.argv[2] });
await mock.start();
console.log(`${mock.url}/v1`);
process.stdin.resume();
process.stdin.on("end", async () => {
  await mock.stop();
  process.exit(0);
});
