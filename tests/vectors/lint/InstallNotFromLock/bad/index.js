exports.handler = 1;
