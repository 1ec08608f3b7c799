const { title } = require('@acme/text');

exports.handler = async (event) => ({ title: title(event.text ?? 'hello workspace') });
