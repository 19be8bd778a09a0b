'use strict';

const i18next = require('i18next');
const natural = require('semver');

i18next
  .init({
    lng: 'de',
    fallbackLng: 'en',
    resources: {
      de: { translation: { items_one: '{{count}} Ding', items_other: '{{count}} Dinge', price: '{{v, currency(EUR)}}' } },
      en: { translation: { hi: 'hi {{name}}' } },
    },
  })
  .then(() =>
    console.log(
      i18next.t('items', { count: 1 }),
      i18next.t('items', { count: 5 }),
      i18next.t('hi', { name: '<a>' }),
      i18next.t('price', { v: 1234.5 }),
    ),
  );
console.log(
  natural.satisfies('1.2.3-beta.1', '^1.2.3-alpha'),
  natural.sort(['1.10.0', '1.9.0', '1.9.0-rc']),
  natural.inc('1.2.3', 'preminor', 'x'),
  new natural.Range('~1.2 || >=3 <4').format(),
);
