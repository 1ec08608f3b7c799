exports.priceOf = (article) => article.length * 100;
