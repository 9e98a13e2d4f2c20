// The peer ajv for `make bench`: node ajv.mjs SCHEMA MESSAGES NODE_MODULES. Reads the messages as a
// stream, counts those that are wrong.
import fs from "node:fs";
import { createRequire } from "node:module";

const [schema, messages, modules] = process.argv.slice(2);
const require = createRequire(modules + "/");
const Ajv = require("ajv/dist/2020.js").default;
const addFormats = require("ajv-formats").default;
const ajv = addFormats(new Ajv({ strict: false, allErrors: false }));
const isValid = ajv.compile(JSON.parse(fs.readFileSync(schema, "utf8")));
let wrong = 0;
let count = 0;
let rest = "";

function judge(line) {
    count++;
    try {
        wrong += isValid(JSON.parse(line)) ? 0 : 1;
    } catch {
        wrong++;
    }
}

const stream = fs.createReadStream(messages, { encoding: "utf8", highWaterMark: 1 << 20 });
for await (const chunk of stream) {
    const text = rest + chunk;
    let from = 0;
    for (let to; (to = text.indexOf("\n", from)) >= 0; from = to + 1) {
        judge(text.slice(from, to));
    }
    rest = text.slice(from);
}
if (rest) {
    judge(rest);
}
console.log(`${wrong} of ${count} are wrong`);
