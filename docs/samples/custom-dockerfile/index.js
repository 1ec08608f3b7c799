const { readFileSync } = require("node:fs");

exports.handler = async () => ({ message: readFileSync(`${__dirname}/build.txt`, "utf8").trim() });
