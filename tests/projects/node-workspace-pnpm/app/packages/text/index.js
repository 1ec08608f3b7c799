const { pascalCase } = require('change-case');

exports.title = (text) => pascalCase(text);
